package dev.sallyport.deployment;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the deployment's document says about one stage.
 *
 * @param attempt counts the claims, over all generations; a write of an older attempt is refused
 * @param lease who works on it, and until when nobody else may; it may outlive the generation it was granted in
 * @param started when the stage was first claimed in this generation
 * @param finished when it was completed or failed
 * @param operations operations started and not yet seen to end: partial operation resource name by action
 * @param ended how many operations of each action have ended, which makes the next request id another
 * @param outputs what the stage left behind, in an earlier generation until it is done in this one
 * @param error why it failed
 */
public record StageRecord(
        StageState state,
        long attempt,
        Optional<Lease> lease,
        Optional<Instant> started,
        Optional<Instant> finished,
        Map<String, String> operations,
        Map<String, Long> ended,
        Map<String, String> outputs,
        Optional<Error> error) {
    public StageRecord {
        operations = sorted(operations);
        ended = sorted(ended);
        outputs = sorted(outputs);
    }

    /** A stage nobody has worked on yet. */
    public static StageRecord pending() {
        return new StageRecord(
                StageState.PENDING,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    /** The right of one message to work on a stage; {@code holder} is the id of that Pub/Sub message. */
    public record Lease(String holder, Instant until) {}

    /** Why a stage failed, and what a person can do about it. */
    public record Error(String message, String remedy) {}

    boolean isLeased(Instant now) {
        return lease.filter(held -> held.until().isAfter(now)).isPresent();
    }

    boolean isHeldBy(String message) {
        return lease.filter(held -> held.holder().equals(message)).isPresent();
    }

    /**
     * As the next generation finds it. Whoever still works on it keeps the lease, and what runs in the cloud stays on
     * record, so that the next attempt waits for both.
     */
    StageRecord inNextGeneration(Instant now) {
        return new StageRecord(
                StageState.PENDING,
                attempt,
                isLeased(now) ? lease : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                operations,
                Map.of(),
                outputs,
                Optional.empty());
    }

    StageRecord ready() {
        return enter(StageState.READY, lease, finished, operations, outputs, error);
    }

    StageRecord claimed(Lease granted, Instant now) {
        return new StageRecord(
                entered(StageState.RUNNING),
                attempt + 1,
                Optional.of(granted),
                Optional.of(started.orElse(now)),
                Optional.empty(),
                operations,
                ended,
                outputs,
                Optional.empty());
    }

    StageRecord done(Map<String, String> left, Instant now) {
        return enter(StageState.DONE, Optional.empty(), Optional.of(now), Map.of(), left, Optional.empty());
    }

    /** What still runs in the cloud stays on record: whoever tries again waits for it first. */
    StageRecord failed(Error why, Instant now) {
        return enter(StageState.FAILED, Optional.empty(), Optional.of(now), operations, outputs, Optional.of(why));
    }

    StageRecord released() {
        return new StageRecord(state, attempt, Optional.empty(), started, finished, operations, ended, outputs, error);
    }

    StageRecord remembering(String output, String value) {
        Map<String, String> kept = new TreeMap<>(outputs);
        kept.put(output, value);
        return new StageRecord(state, attempt, lease, started, finished, operations, ended, kept, error);
    }

    StageRecord operationsStarted(Map<String, String> begun) {
        Map<String, String> all = new TreeMap<>(operations);
        all.putAll(begun);
        return new StageRecord(state, attempt, lease, started, finished, all, ended, outputs, error);
    }

    /** Counts an operation only if it was on record, so that noting its end twice is noting it once. */
    StageRecord operationsEnded(Collection<String> actions) {
        Map<String, String> running = new TreeMap<>(operations);
        Map<String, Long> counts = new TreeMap<>(ended);
        actions.stream()
                .filter(action -> running.remove(action) != null)
                .forEach(action -> counts.merge(action, 1L, Long::sum));
        return new StageRecord(state, attempt, lease, started, finished, running, counts, outputs, error);
    }

    private StageRecord enter(
            StageState next,
            Optional<Lease> held,
            Optional<Instant> end,
            Map<String, String> running,
            Map<String, String> left,
            Optional<Error> why) {
        return new StageRecord(entered(next), attempt, held, started, end, running, ended, left, why);
    }

    private StageState entered(StageState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException(
                    "stage state: " + next + " after " + state + " (expected: one of " + state.next() + ")");
        }
        return next;
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
