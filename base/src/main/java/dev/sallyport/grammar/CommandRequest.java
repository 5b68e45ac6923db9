package dev.sallyport.grammar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** Commands as the requests that are published for them. */
public final class CommandRequest {
    private CommandRequest() {}

    /**
     * The request's JSON, without who asks and without an id; empty for a command that only looks at what there is.
     *
     * @param now from when a span of time counts
     */
    public static Optional<ObjectNode> of(Command command, Instant now) {
        return command instanceof Command.OfOne asked ? Optional.of(request(asked, now)) : Optional.empty();
    }

    /** Whether what is asked for depends on when it is asked: a span of time counts from then. */
    public static boolean isOfMoment(Command command) {
        return command instanceof Command.Grant grant && grant.time().isPresent()
                || command instanceof Command.Pause pause
                        && pause.end().filter(CommandRequest::isSpan).isPresent()
                || command instanceof Command.Mute mute && isSpan(mute.end());
    }

    private static boolean isSpan(Command.End end) {
        return end instanceof Command.End.In;
    }

    private static ObjectNode request(Command.OfOne command, Instant now) {
        if (command instanceof Command.Plain plain) {
            return plain.verb() == Verb.PLAN ? plan(plain.name()) : request(plain.verb(), plain.name());
        }
        ObjectNode request = request(command.verb(), command.name());
        if (command instanceof Command.Provision provision) {
            request.setAll(provision.wanted());
        } else if (command instanceof Command.Grant grant) {
            request.put("principal", grant.principal());
            grant.time().ifPresent(time -> request.put("until", now.plus(time).toString()));
        } else if (command instanceof Command.Revoke revoke) {
            request.put("principal", revoke.principal());
        } else if (command instanceof Command.Pause pause) {
            request.put("reason", pause.reason());
            pause.end().ifPresent(end -> request.put("until", end.after(now).toString()));
        } else if (command instanceof Command.Mute mute) {
            request.put("control", mute.control())
                    .put("until", mute.end().after(now).toString())
                    .put("reason", mute.reason());
        }
        return request;
    }

    private static ObjectNode plan(String name) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode().put("action", Verb.PLAN.word());
        plan.set("of", request(Verb.REPAIR, name));
        return plan;
    }

    private static ObjectNode request(Verb verb, String name) {
        return JsonNodeFactory.instance.objectNode().put("action", verb.word()).put("deployment", name);
    }
}
