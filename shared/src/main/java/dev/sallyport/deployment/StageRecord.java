package dev.sallyport.deployment;

import java.time.Duration;
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
 * @param started when the stage was first claimed in this generation, or since it was retried
 * @param interrupted whether an attempt since then may have been cut short, and may have begun what is not on record
 * @param idle how much of the time since then does not count against the stage's limit
 * @param finished when it was completed or failed
 * @param waiting what it waits for that is not in Sallyport's hands; only while it is {@link StageState#WAITING}
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
        boolean interrupted,
        Duration idle,
        Optional<Instant> finished,
        Optional<Waiting> waiting,
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
        return new StageDraft(StageState.PENDING).record();
    }

    /** The right of one message to work on a stage; {@code holder} is the id of that Pub/Sub message. */
    public record Lease(String holder, Instant until) {}

    /**
     * That a stage waits for something outside.
     *
     * @param reason what it waits for, in words that complete "waiting for"
     * @param due when somebody is to look again
     */
    public record Waiting(String reason, Instant since, Instant due) {}

    /** Why a stage failed, and what a person can do about it. */
    public record Error(String message, String remedy) {}

    /** How much of its limit the stage has used up. */
    public Duration spent(Instant now) {
        return started.map(begun -> Duration.between(begun, now).minus(idle)).orElse(Duration.ZERO);
    }

    boolean isLeased(Instant now) {
        return lease.filter(held -> held.until().isAfter(now)).isPresent();
    }

    boolean isHeldBy(String message) {
        return lease.filter(held -> held.holder().equals(message)).isPresent();
    }

    boolean isDue(Instant now) {
        return waiting.filter(wait -> wait.due().isAfter(now)).isEmpty();
    }

    /**
     * As the next generation finds it. Whoever still works on it keeps the lease, and what runs in the cloud stays on
     * record, so that the next attempt waits for both.
     */
    StageRecord inNextGeneration(Instant now) {
        StageDraft next = new StageDraft(StageState.PENDING);
        next.attempt = attempt;
        next.lease = isLeased(now) ? lease : Optional.empty();
        next.interrupted = state == StageState.RUNNING || interrupted && state != StageState.DONE;
        next.operations = operations;
        next.outputs = outputs;
        return next.record();
    }

    StageRecord ready() {
        return entering(StageState.READY).record();
    }

    /** Ready once more after it has failed, with all its time before it. */
    StageRecord retried() {
        StageDraft next = entering(StageState.READY);
        next.started = Optional.empty();
        next.interrupted = false;
        next.idle = Duration.ZERO;
        next.finished = Optional.empty();
        next.error = Optional.empty();
        return next.record();
    }

    StageRecord skipped(Instant now) {
        StageDraft next = entering(StageState.SKIPPED);
        next.lease = Optional.empty();
        next.finished = started.map(begun -> now);
        next.waiting = Optional.empty();
        return next.record();
    }

    /** The time between does not count, if the stage was under way then. While it waits none counts anyway. */
    StageRecord idle(Instant from, Instant to) {
        if (state != StageState.RUNNING || started.isEmpty()) {
            return this;
        }
        Instant begun = started.get().isAfter(from) ? started.get() : from;
        StageDraft next = new StageDraft(this);
        next.idle = begun.isBefore(to) ? idle.plus(Duration.between(begun, to)) : idle;
        return next.record();
    }

    StageRecord claimed(Lease granted, Instant now) {
        StageDraft next = entering(StageState.RUNNING);
        next.attempt = attempt + 1;
        next.lease = Optional.of(granted);
        next.started = Optional.of(started.orElse(now));
        next.interrupted = interrupted || state == StageState.RUNNING;
        next.idle = waiting.map(wait -> idle.plus(Duration.between(wait.since(), now)))
                .orElse(idle);
        next.waiting = Optional.empty();
        next.finished = Optional.empty();
        next.error = Optional.empty();
        return next.record();
    }

    StageRecord waiting(String reason, Instant now, Duration pause) {
        StageDraft next = entering(StageState.WAITING);
        next.lease = Optional.empty();
        next.waiting = Optional.of(new Waiting(reason, now, now.plus(pause)));
        return next.record();
    }

    StageRecord done(Map<String, String> left, Instant now) {
        StageDraft next = entering(StageState.DONE);
        next.lease = Optional.empty();
        next.finished = Optional.of(now);
        next.operations = Map.of();
        next.outputs = left;
        next.error = Optional.empty();
        return next.record();
    }

    /** What still runs in the cloud stays on record: whoever tries again waits for it first. */
    StageRecord failed(Error why, Instant now) {
        StageDraft next = entering(StageState.FAILED);
        next.lease = Optional.empty();
        next.finished = Optional.of(now);
        next.error = Optional.of(why);
        return next.record();
    }

    StageRecord released() {
        StageDraft next = new StageDraft(this);
        next.lease = Optional.empty();
        return next.record();
    }

    StageRecord remembering(String output, String value) {
        StageDraft next = new StageDraft(this);
        next.outputs = new TreeMap<>(outputs);
        next.outputs.put(output, value);
        return next.record();
    }

    StageRecord operationsStarted(Map<String, String> begun) {
        StageDraft next = new StageDraft(this);
        next.operations = new TreeMap<>(operations);
        next.operations.putAll(begun);
        return next.record();
    }

    /** Counts an operation only if it was on record, so that noting its end twice is noting it once. */
    StageRecord operationsEnded(Collection<String> actions) {
        Map<String, String> running = new TreeMap<>(operations);
        Map<String, Long> counts = new TreeMap<>(ended);
        actions.stream()
                .filter(action -> running.remove(action) != null)
                .forEach(action -> counts.merge(action, 1L, Long::sum));
        StageDraft next = new StageDraft(this);
        next.operations = running;
        next.ended = counts;
        return next.record();
    }

    private StageDraft entering(StageState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException(
                    "stage state: " + next + " after " + state + " (expected: one of " + state.next() + ")");
        }
        StageDraft draft = new StageDraft(this);
        draft.state = next;
        return draft;
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
