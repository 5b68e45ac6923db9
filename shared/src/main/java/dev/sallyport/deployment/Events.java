package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.request.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Words for what happens. Ids follow from what happened, so that a transaction that runs twice adds one event. */
final class Events {
    private static final String INTAKE = "intake";
    private static final Pattern ID_PART = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Events() {}

    static String acceptedId(String messageId) {
        return "accepted-" + idPart(messageId);
    }

    static String refusedId(String messageId) {
        return "refused-" + idPart(messageId);
    }

    static Event accepted(Deployment deployment, Request request) {
        return new Event(
                acceptedId(deployment.acceptedMessage()),
                deployment.updated(),
                who(deployment.acceptedMessage()),
                INTAKE,
                Event.Kind.ACCEPTED,
                deployment.generation(),
                what(request) + " accepted as generation " + deployment.generation());
    }

    private static String what(Request request) {
        if (request instanceof Request.Repair) {
            return "request to repair";
        }
        return request instanceof Request.Destroy ? "request to destroy" : "request";
    }

    static Event refused(String messageId, String text, Instant at) {
        return new Event(refusedId(messageId), at, who(messageId), INTAKE, Event.Kind.REFUSED, 0, text);
    }

    static Event started(Attempt attempt, Instant at) {
        return of(attempt, Event.Kind.STARTED, "attempt " + attempt.number(), at);
    }

    static Event done(Attempt attempt, Instant at) {
        return of(attempt, Event.Kind.DONE, "done", at);
    }

    static Event failed(Attempt attempt, StageRecord.Error error, Instant at) {
        return of(attempt, Event.Kind.FAILED, error.message() + "\n" + error.remedy(), at);
    }

    /** The one that tells of the end of a direction, when every stage is done. */
    static Event reached(Direction direction, Attempt attempt, Instant at) {
        return switch (direction) {
            case PROVISION -> of(attempt, Event.Kind.PROTECTED, "every stage is done and the proof is recorded", at);
            case DESTROY -> of(attempt, Event.Kind.DESTROYED, "nothing that was made for the deployment is left", at);
        };
    }

    private static Event of(Attempt attempt, Event.Kind kind, String text, Instant at) {
        StageName stage = attempt.stage();
        String id = "g" + attempt.generation() + "-" + stage + "-a" + attempt.number() + "-" + kind;
        return new Event(id, at, who(attempt.holder()), stage.value(), kind, attempt.generation(), text);
    }

    private static String who(String messageId) {
        return "message " + messageId;
    }

    /** Pub/Sub's message ids are numbers, but whoever can reach a function can send it others. */
    private static String idPart(String messageId) {
        return ID_PART.matcher(messageId).matches()
                ? messageId
                : UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
