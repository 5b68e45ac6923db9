package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Rejected;
import dev.sallyport.request.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a generation goes on that is there: retried, paused, resumed or cancelled. Without effects. */
final class Steering {
    private final Lifecycle lifecycle;

    Steering(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * @throws Rejected if the request does not go with what is on record
     */
    Transition<Acceptance> of(
            Optional<Deployment> existing, Request.Steering request, RequestMessage message, Instant now) {
        Deployment current = existing.orElseThrow(() -> NextGeneration.unknown(request.deployment()));
        NextGeneration.rejectOutdated(current, message.published().orElse(now));
        if (request instanceof Request.Pause pause) {
            return pause(current, pause, message, now);
        }
        if (request instanceof Request.Resume) {
            return resume(current, message, now);
        }
        return request instanceof Request.Retry ? retry(current, message, now) : cancel(current, message, now);
    }

    private Transition<Acceptance> retry(Deployment current, RequestMessage message, Instant now) {
        rejectRetryOfCancelled(current);
        Map<StageName, StageRecord> stages = new LinkedHashMap<>(current.stages());
        List<StageName> failed = inState(current, StageState.FAILED);
        if (failed.isEmpty()) {
            throw new Rejected(
                    "no stage of " + current.name() + " has failed: it is " + current.phase(),
                    "ask for a repair if something is not as it should be");
        }
        failed.forEach(stage -> stages.computeIfPresent(stage, (name, record) -> record.retried()));
        Deployment next = current.with(Phase.of(current, stages), stages, current.evidence(), now);
        return Transition.to(
                next,
                new Acceptance(next, lifecycle.ready(next, failed)),
                Events.steered(next, message, Event.Kind.RETRIED, "ready once more: " + words(failed)));
    }

    private static Transition<Acceptance> pause(
            Deployment current, Request.Pause request, RequestMessage message, Instant now) {
        request.until().filter(until -> !until.isAfter(now)).ifPresent(until -> {
            throw new Rejected(
                    "the pause would be over before it begins: until is " + until + ", and now it is " + now,
                    "name a time to come, or none");
        });
        Pause pause = new Pause(
                message.who(),
                request.reason(),
                current.pauseAt(now).map(Pause::since).orElse(now),
                request.until());
        Deployment next = current.pauseAt(now).isPresent()
                ? current.paused(pause, now)
                : current.unpaused(now).paused(pause, now);
        return Transition.to(
                next,
                new Acceptance(next, Set.of()),
                Events.steered(next, message, Event.Kind.PAUSED, "paused " + pause.words()));
    }

    private Transition<Acceptance> resume(Deployment current, RequestMessage message, Instant now) {
        Pause pause = current.pause()
                .orElseThrow(() -> new Rejected(
                        "the deployment " + current.name() + " is not paused",
                        "nothing needs to be done: its stages start when they are ready"));
        Deployment next = current.unpaused(now);
        return Transition.to(
                next,
                new Acceptance(next, lifecycle.unattended(next, now)),
                Events.steered(next, message, Event.Kind.RESUMED, "the pause is over that was made " + pause.words()));
    }

    /** What runs ends by itself; what a function that died has left is waited for by whoever is told of it next. */
    private Transition<Acceptance> cancel(Deployment current, RequestMessage message, Instant now) {
        rejectCancelOfWhatHasEnded(current);
        Map<StageName, StageRecord> stages = new LinkedHashMap<>(current.stages());
        stages.replaceAll((stage, record) -> isLeftRunning(record, now) ? record : skipped(record, now));
        Deployment cancelling = current.with(Phase.CANCELLING, stages, current.evidence(), now);
        Deployment next = cancelling.with(Phase.of(cancelling, stages), stages, current.evidence(), now);
        List<StageName> running = inState(next, StageState.RUNNING);
        List<Event> events = new ArrayList<>(List.of(Events.steered(
                next,
                message,
                Event.Kind.ACCEPTED,
                "request to cancel generation " + current.generation() + " accepted; still running: "
                        + (running.isEmpty() ? "nothing" : words(running)))));
        if (next.phase() == Phase.CANCELLED) {
            events.add(Events.cancelled(next, message.who(), now));
        }
        return new Transition<>(Optional.of(next), events, new Acceptance(next, lifecycle.unattended(next, now)));
    }

    private static StageRecord skipped(StageRecord record, Instant now) {
        return record.state().next().contains(StageState.SKIPPED) ? record.skipped(now) : record;
    }

    private static boolean isLeftRunning(StageRecord record, Instant now) {
        return record.state() == StageState.RUNNING
                && (record.isLeased(now) || !record.operations().isEmpty());
    }

    private static void rejectRetryOfCancelled(Deployment current) {
        if (current.phase() == Phase.CANCELLING || current.phase() == Phase.CANCELLED) {
            throw new Rejected(
                    "generation " + current.generation() + " of " + current.name()
                            + " was cancelled and does not go on",
                    current.direction() == Direction.DESTROY
                            ? "ask for a destroy to go on with it, or publish its provision request again"
                            : "ask for a repair to go on with it, or for a destroy");
        }
    }

    private static void rejectCancelOfWhatHasEnded(Deployment current) {
        if (current.phase() == Phase.CANCELLING) {
            throw new Rejected(
                    "generation " + current.generation() + " of " + current.name() + " is being cancelled already",
                    "wait until what runs has ended");
        }
        if (current.phase().isEnd()) {
            throw new Rejected(
                    "nothing of " + current.name() + " is under way: it is " + current.phase(),
                    "ask for a destroy if it is to go");
        }
    }

    private static List<StageName> inState(Deployment deployment, StageState state) {
        return deployment.stages().entrySet().stream()
                .filter(stage -> stage.getValue().state() == state)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String words(List<StageName> stages) {
        return String.join(", ", stages.stream().map(StageName::value).toList());
    }
}
