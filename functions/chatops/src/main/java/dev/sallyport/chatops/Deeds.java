package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.grammar.Command;
import dev.sallyport.grammar.CommandRequest;
import dev.sallyport.grammar.Verb;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Does what somebody may do: looks, publishes, or asks for another person first. */
final class Deeds {
    private static final System.Logger LOG = System.getLogger(Deeds.class.getName());

    private final Policy policy;
    private final RequestTopic requests;
    private final Standing standing;
    private final Buttons buttons;
    private final SeenRequests seen;
    private final InstantSource time;

    Deeds(
            Policy policy,
            RequestTopic requests,
            Standing standing,
            Buttons buttons,
            SeenRequests seen,
            InstantSource time) {
        this.policy = policy;
        this.requests = requests;
        this.standing = standing;
        this.buttons = buttons;
        this.seen = seen;
        this.time = time;
    }

    /**
     * Does it, or asks for another person if it takes two.
     *
     * @param text the command as it was typed
     */
    Reply doOrAsk(Asker asker, Command command, String text, String requestId, Dialect dialect) {
        return policy.needsTwo(command.verb(), command.deployment())
                ? askForAnother(asker, command, text, requestId, dialect)
                : perform(asker, command, requestId, asker.by(), dialect);
    }

    /** @param by who asks, in words */
    Reply perform(Asker asker, Command command, String requestId, String by, Dialect dialect) {
        Optional<ObjectNode> request = CommandRequest.of(command, asked(command, requestId));
        if (request.isEmpty()) {
            return command.deployment().isPresent()
                    ? standing.one(asker, command.deployment().get(), requestId, dialect)
                    : standing.all(asker, command.verb());
        }
        Reply reply = publish(asker, command, request.get(), requestId, by, dialect);
        return command.verb() == Verb.PLAN
                ? reply.with(buttons.button(
                        "Show the plan", false, Ticket.Act.SHOW, "plan " + name(command), requestId, asker))
                : reply;
    }

    /** Asks for what a plan has shown, if the plan still holds then; that is for the chain to see. */
    Reply apply(Asker asker, Command command, Ticket ticket, Dialect dialect) {
        ObjectNode request = Json.object().put("action", "apply").put("plan", ticket.plan());
        CommandRequest.of(command, time.instant()).ifPresent(of -> request.set("of", of));
        return publish(asker, command, request, ticket.requestId(), asker.by(), dialect);
    }

    static void log(Asker asker, Command command, String outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0} of {1}: {2}",
                what(command),
                asker.id() + " in " + asker.place(),
                outcome);
    }

    /** Spans count from the first copy of a command or of a press, so that every copy asks for the same. */
    private Instant asked(Command command, String requestId) {
        Instant now = time.instant();
        return CommandRequest.isOfMoment(command) ? seen.first("command " + requestId, now) : now;
    }

    private Reply publish(
            Asker asker, Command command, ObjectNode request, String requestId, String by, Dialect dialect) {
        requests.publish(request.put("requestId", requestId).put("by", by));
        log(asker, command, "published as " + requestId);
        return Reply.toEverybody(
                "`" + dialect.plain(what(command)) + "` is on its way",
                "Asked for by " + dialect.person(asker.id()) + ".");
    }

    private Reply askForAnother(Asker asker, Command command, String text, String requestId, Dialect dialect) {
        Optional<Reply.Button> agree = buttons.button("Agree", true, Ticket.Act.APPROVE, text, requestId, asker);
        if (agree.isEmpty()) {
            return Reply.toAsker(
                    "This takes two people, and there is no way for the second to agree",
                    "Whoever runs Sallyport has to set SALLYPORT_BUTTON_KEY.");
        }
        log(asker, command, "waits for somebody else to agree");
        Reply reply = Reply.toEverybody(
                "`" + dialect.plain(what(command)) + "` takes two people",
                dialect.person(asker.id()) + " asks for it. Somebody else who may do it can agree within an hour.");
        boolean isAllSaid = text.strip().equals(what(command));
        return (isAllSaid ? reply : reply.drawn(text.strip())).with(agree);
    }

    /** The verb and what it is about. */
    private static String what(Command command) {
        String what = command.verb().word()
                + command.deployment().map(name -> " " + name).orElse("");
        if (command instanceof Command.Grant grant) {
            return what + " " + grant.principal();
        }
        if (command instanceof Command.Revoke revoke) {
            return what + " " + revoke.principal();
        }
        return command instanceof Command.Mute mute ? what + " " + mute.control() : what;
    }

    private static String name(Command command) {
        return command.deployment().orElseThrow();
    }
}
