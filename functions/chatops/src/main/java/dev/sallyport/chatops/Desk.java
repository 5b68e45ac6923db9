package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.grammar.Command;
import dev.sallyport.grammar.CommandReading;
import dev.sallyport.grammar.CommandReading.Misunderstood;
import dev.sallyport.grammar.CommandReading.Understood;
import dev.sallyport.grammar.CommandRequest;
import dev.sallyport.grammar.Grammar;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes commands from people who are known by now, and does no more than publish: the work is the chain's. Chats differ
 * in how they ask and how they are answered, and in nothing here.
 */
final class Desk {
    private static final System.Logger LOG = System.getLogger(Desk.class.getName());

    private static final Duration APPROVAL = Duration.ofHours(1);

    private final Policy policy;
    private final RequestTopic requests;
    private final Standing standing;
    private final Optional<Seal> seal;
    private final InstantSource time;
    private final Grammar grammar = new Grammar();

    Desk(Policy policy, RequestTopic requests, Standing standing, Optional<Seal> seal, InstantSource time) {
        this.policy = policy;
        this.requests = requests;
        this.standing = standing;
        this.seal = seal;
        this.time = time;
    }

    /**
     * Answers a command as somebody typed it.
     *
     * @param requestId the same for every delivery of the command
     * @param dialect of the chat
     * @param invocation what comes before a command there
     */
    Reply answer(Asker asker, String text, String requestId, Dialect dialect, String invocation) {
        CommandReading reading = grammar.read(text);
        if (reading instanceof Misunderstood misunderstood) {
            return Reply.toAsker(
                    dialect.plain(misunderstood.text()),
                    misunderstood
                            .verb()
                            .map(verb -> "For example: `" + invocation + " " + verb.example() + "`")
                            .orElse("`" + invocation + " help` tells what there is to ask for."));
        }
        Command command = ((Understood) reading).command();
        if (command instanceof Command.Help help) {
            return new HelpText(policy, dialect, invocation).about(help.about(), asker);
        }
        if (!policy.allows(asker, command.verb(), command.deployment())) {
            log(asker, command, "refused");
            return new Refusal(policy, dialect).of(command);
        }
        return policy.needsTwo(command.verb(), command.deployment())
                ? askForAnother(asker, command, text, requestId, dialect)
                : perform(asker, command, requestId, asker.by(), dialect);
    }

    /** Answers the press of a button; a value that was not sealed here does nothing. */
    Reply press(Asker asker, String sealed, Dialect dialect) {
        Optional<Ticket> ticket = seal.flatMap(opener -> opener.open(sealed));
        if (ticket.isEmpty()) {
            return Reply.toAsker("This button is none of Sallyport's", "Nothing was done.");
        }
        if (!time.instant().isBefore(ticket.get().expires())) {
            return Reply.toAsker("This button has expired", "Nothing was done. Ask once more.");
        }
        return press(asker, ticket.get(), dialect);
    }

    private Reply press(Asker asker, Ticket ticket, Dialect dialect) {
        if (!(grammar.read(ticket.command()) instanceof Understood understood)) {
            return Reply.toAsker("This button is of an older Sallyport", "Nothing was done. Ask once more.");
        }
        Command command = understood.command();
        if (!policy.allows(asker, command.verb(), command.deployment())) {
            log(asker, command, "refused");
            return new Refusal(policy, dialect).of(command);
        }
        return switch (ticket.act()) {
            case APPROVE -> approve(asker, command, ticket, dialect);
            case RUN ->
                policy.needsTwo(command.verb(), command.deployment())
                        ? askForAnother(asker, command, ticket.command(), ticket.requestId(), dialect)
                        : perform(asker, command, ticket.requestId(), asker.by(), dialect);
        };
    }

    private Reply approve(Asker asker, Command command, Ticket ticket, Dialect dialect) {
        if (policy.isSamePerson(asker.id(), ticket.asker())) {
            return Reply.toAsker("It takes somebody else", "Whoever asks for this cannot agree to it as well.");
        }
        return perform(asker, command, ticket.requestId(), asker.byAgreeingWith(ticket.asker()), dialect);
    }

    private Reply askForAnother(Asker asker, Command command, String text, String requestId, Dialect dialect) {
        if (seal.isEmpty()) {
            return Reply.toAsker(
                    "This takes two people, and there is no way for the second to agree",
                    "Whoever runs Sallyport has to set SALLYPORT_BUTTON_KEY.");
        }
        log(asker, command, "waits for somebody else to agree");
        Instant expires = time.instant().plus(APPROVAL);
        Ticket ticket = new Ticket(Ticket.Act.APPROVE, text, requestId, asker.id(), expires);
        return Reply.toEverybody(
                        "`" + what(command) + "` takes two people",
                        dialect.person(asker.id())
                                + " asks for it. Somebody else who may do it can agree within an hour.")
                .with(new Reply.Button("Agree", true, seal.get().close(ticket)));
    }

    private Reply perform(Asker asker, Command command, String requestId, String by, Dialect dialect) {
        Optional<ObjectNode> request = CommandRequest.of(command, time.instant());
        if (request.isEmpty()) {
            return command.deployment().isPresent()
                    ? standing.one(command.deployment().get(), dialect)
                    : standing.all(asker, command.verb());
        }
        requests.publish(request.get().put("requestId", requestId).put("by", by));
        log(asker, command, "published as " + requestId);
        return Reply.toEverybody(
                "`" + what(command) + "` is on its way", "Asked for by " + dialect.person(asker.id()) + ".");
    }

    private static String what(Command command) {
        return command.verb().word()
                + command.deployment().map(name -> " " + name).orElse("");
    }

    private static void log(Asker asker, Command command, String outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0} of {1}: {2}",
                what(command),
                asker.id() + " in " + asker.place(),
                outcome);
    }
}
