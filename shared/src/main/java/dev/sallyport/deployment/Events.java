package dev.sallyport.deployment;

import static java.util.stream.Collectors.joining;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.finding.FindingWords;
import dev.sallyport.finding.Happening;
import dev.sallyport.finding.Mute;
import dev.sallyport.request.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Words for what happens. Ids follow from what happened, so that a transaction that runs twice adds one event. */
final class Events {
    private static final String INTAKE = "intake";
    private static final String PLAN = "plan";
    private static final String COMPLIANCE = "compliance";
    private static final Pattern ID_PART = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Events() {}

    static String acceptedId(String key) {
        return "accepted-" + idPart(key);
    }

    static String refusedId(String key) {
        return "refused-" + idPart(key);
    }

    static Event accepted(Deployment deployment, Request request, RequestMessage message) {
        return new Event(
                acceptedId(message.key()),
                deployment.updated(),
                message.who(),
                INTAKE,
                Event.Kind.ACCEPTED,
                deployment.generation(),
                what(request) + " accepted as generation " + deployment.generation(),
                Optional.of(message.digest()));
    }

    private static String what(Request request) {
        if (request instanceof Request.Repair repair) {
            return repair.stages().isEmpty()
                    ? "request to repair"
                    : "request to repair from "
                            + repair.stages().stream().map(StageName::value).collect(joining(", "));
        }
        if (request instanceof Request.Grant grant) {
            String end = grant.until().map(time -> " until " + time).orElse("");
            return "request to let " + grant.principal() + " in" + end;
        }
        if (request instanceof Request.Revoke revoke) {
            return "request to let " + revoke.principal() + " in no more";
        }
        return request instanceof Request.Destroy ? "request to destroy" : "request";
    }

    /** Under the id of an accepted request, which each request that is answered so has. */
    static Event steered(Deployment deployment, RequestMessage message, Event.Kind kind, String text) {
        return new Event(
                acceptedId(message.key()),
                deployment.updated(),
                message.who(),
                INTAKE,
                kind,
                deployment.generation(),
                text,
                Optional.of(message.digest()));
    }

    /** A pause that was over by the time of a claim. */
    static Event pauseOver(Deployment deployment, Pause pause, Instant at) {
        return new Event(
                "g" + deployment.generation() + "-pause-" + pause.since().toEpochMilli() + "-over",
                at,
                pause.who(),
                INTAKE,
                Event.Kind.RESUMED,
                deployment.generation(),
                "the pause was to last until " + pause.end(at),
                Optional.empty());
    }

    static Event cancelled(Deployment deployment, String who, Instant at) {
        String standing = deployment.stages().entrySet().stream()
                .filter(stage -> stage.getValue().state() == StageState.DONE)
                .map(stage -> stage.getKey().value())
                .collect(joining(", "));
        return new Event(
                "g" + deployment.generation() + "-cancelled",
                at,
                who,
                INTAKE,
                Event.Kind.CANCELLED,
                deployment.generation(),
                "nothing runs any more; done before: " + (standing.isEmpty() ? "nothing" : standing),
                Optional.empty());
    }

    static Event refused(RequestMessage message, String text, Instant at) {
        return new Event(
                refusedId(message.key()), at, message.who(), INTAKE, Event.Kind.REFUSED, 0, text, Optional.empty());
    }

    static String checkedId(String key) {
        return "checked-" + idPart(key);
    }

    static Event checked(RequestMessage message, long generation, String text, Instant at) {
        return new Event(
                checkedId(message.key()),
                at,
                message.who(),
                PLAN,
                Event.Kind.CHECKED,
                generation,
                text,
                Optional.empty());
    }

    /** What has become of a finding; of one finding the same happens once at a time. */
    static Event happened(Happening happening, long generation, Instant at) {
        String what = happening.finding().key() + " " + at + " " + happening.kind();
        return new Event(
                "finding-" + idPart(what),
                at,
                COMPLIANCE,
                COMPLIANCE,
                happening.kind() == Happening.Kind.REPAIRED ? Event.Kind.REPAIRED : Event.Kind.FINDING,
                generation,
                FindingWords.of(happening),
                Optional.empty());
    }

    static Event muted(Mute mute, RequestMessage message, long generation, Instant at) {
        return new Event(
                acceptedId(message.key()),
                at,
                message.who(),
                INTAKE,
                Event.Kind.MUTED,
                generation,
                "findings of " + mute.control() + " are not told of until " + mute.until() + ": " + mute.reason(),
                Optional.of(message.digest()));
    }

    static Event started(Attempt attempt, Instant at) {
        return of(attempt, Event.Kind.STARTED, "attempt " + attempt.number(), at);
    }

    static Event done(Attempt attempt, Instant at) {
        return of(attempt, Event.Kind.DONE, "done", at);
    }

    static Event waiting(Attempt attempt, String reason, Instant at) {
        return of(attempt, Event.Kind.WAITING, "waiting for " + reason, at);
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
        return new Event(
                id,
                at,
                "message " + attempt.holder(),
                stage.value(),
                kind,
                attempt.generation(),
                text,
                Optional.empty());
    }

    /** Request ids may hold what is no good in a document's name, and whoever can reach a function can send it anything. */
    static String idPart(String key) {
        return ID_PART.matcher(key).matches()
                ? key
                : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
