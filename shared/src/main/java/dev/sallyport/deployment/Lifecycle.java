package dev.sallyport.deployment;

import static java.util.stream.Collectors.toCollection;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.StageRecord.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may happen to a deployment, as functions from what is on record to what is on record next. They have no effects
 * and know no clock: the transaction that calls them may run them several times.
 */
final class Lifecycle {
    private static final Set<StageState> ON_THE_WAY =
            EnumSet.of(StageState.READY, StageState.RUNNING, StageState.WAITING);

    private final Blueprint blueprint;

    Lifecycle(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    /** The stages that may be claimed now. */
    Set<StageName> ready(Deployment deployment, Collection<StageName> among) {
        return among.stream()
                .filter(stage -> deployment.stage(stage).state() == StageState.READY)
                .collect(toCollection(LinkedHashSet::new));
    }

    Transition<Claim> claim(
            Deployment current, long generation, StageName stage, String holder, Duration lease, Instant now) {
        StageRecord record = current.stage(stage);
        if (generation > current.generation()) {
            return Transition.none(new Claim.Unknown());
        }
        if (generation < current.generation()) {
            return stale(current, stage, holder, now);
        }
        return switch (record.state()) {
            case PENDING -> Transition.none(new Claim.NotReady());
            case DONE ->
                Transition.none(
                        new Claim.AlreadyDone(ready(current, walk(current).successorsOf(stage))));
            case FAILED, SKIPPED -> Transition.none(new Claim.AlreadyFailed());
            case READY, RUNNING, WAITING ->
                !record.isDue(now)
                        ? Transition.none(new Claim.NotReady())
                        : claimFree(current, stage, holder, lease, now);
        };
    }

    private static Transition<Claim> claimFree(
            Deployment current, StageName stage, String holder, Duration lease, Instant now) {
        StageRecord record = current.stage(stage);
        return record.isLeased(now) && !record.isHeldBy(holder)
                ? Transition.none(new Claim.Busy(record.lease().orElseThrow().until()))
                : grant(current, stage, new Lease(holder, now.plus(lease)), now);
    }

    private static Transition<Claim> grant(Deployment current, StageName stage, Lease lease, Instant now) {
        StageRecord claimed = current.stage(stage).claimed(lease, now);
        Attempt attempt = new Attempt(current.name(), current.generation(), stage, claimed.attempt(), lease.holder());
        Deployment next = current.with(stage, claimed, now);
        return Transition.to(next, new Claim.Granted(next, attempt, now), Events.started(attempt, now));
    }

    /** An attempt of an older generation has given its message back: now the stage is free for the newer one. */
    private static Transition<Claim> stale(Deployment current, StageName stage, String holder, Instant now) {
        Claim stale = new Claim.Stale(current.generation());
        StageRecord record = current.stage(stage);
        return record.state() != StageState.RUNNING && record.isHeldBy(holder)
                ? Transition.to(current.with(stage, record.released(), now), stale)
                : Transition.none(stale);
    }

    /** Whether the attempt still holds its claim; what it started is on record even where a new generation is due. */
    Transition<Boolean> operationsStarted(
            Deployment current, Attempt attempt, Map<String, String> operations, Instant now) {
        StageRecord record = current.stage(attempt.stage());
        if (record.attempt() != attempt.number()) {
            return Transition.none(false);
        }
        if (holds(current, attempt)) {
            return Transition.to(current.with(attempt.stage(), record.operationsStarted(operations), now), true);
        }
        if (current.generation() == attempt.generation()) {
            return Transition.none(false);
        }
        StageRecord left = record.operationsStarted(operations).released();
        return Transition.to(current.with(attempt.stage(), left, now), false);
    }

    Transition<Boolean> operationsEnded(Deployment current, Attempt attempt, Collection<String> actions, Instant now) {
        if (!holds(current, attempt)) {
            return lost(current, attempt, false, now);
        }
        StageRecord record = current.stage(attempt.stage()).operationsEnded(actions);
        return Transition.to(current.with(attempt.stage(), record, now), true);
    }

    Transition<Boolean> remember(Deployment current, Attempt attempt, String output, String value, Instant now) {
        if (!holds(current, attempt)) {
            return lost(current, attempt, false, now);
        }
        StageRecord record = current.stage(attempt.stage()).remembering(output, value);
        return Transition.to(current.with(attempt.stage(), record, now), true);
    }

    /** The successors that are ready, or nothing if the attempt has lost its claim. */
    Transition<Optional<Set<StageName>>> complete(
            Deployment current, Attempt attempt, Map<String, String> outputs, List<Evidence> evidence, Instant now) {
        StageName stage = attempt.stage();
        if (isRecorded(current, attempt, StageState.DONE)) {
            return Transition.none(Optional.of(ready(current, walk(current).successorsOf(stage))));
        }
        if (!holds(current, attempt)) {
            return lost(current, attempt, Optional.empty(), now);
        }
        Map<StageName, StageRecord> stages = new LinkedHashMap<>(current.stages());
        stages.put(stage, stages.get(stage).done(outputs, now));
        Blueprint walk = walk(current);
        for (StageName successor : walk.successorsOf(stage)) {
            if (stages.get(successor).state() == StageState.PENDING && isDue(walk.predecessorsOf(successor), stages)) {
                stages.put(successor, stages.get(successor).ready());
            }
        }
        List<Evidence> seen =
                Stream.concat(current.evidence().stream(), evidence.stream()).toList();
        Deployment next = current.with(phase(current.direction(), stages), stages, seen, now);
        List<Event> events = new ArrayList<>(List.of(Events.done(attempt, now)));
        if (next.phase() == next.direction().reached()) {
            events.add(Events.reached(next.direction(), attempt, now));
        }
        return new Transition<>(
                Optional.of(next), events, Optional.of(ready(next, walk(next).successorsOf(stage))));
    }

    /** Whether the stage waits from now on, or the attempt has lost its claim. */
    Transition<Boolean> await(Deployment current, Attempt attempt, String reason, Duration pause, Instant now) {
        if (isRecorded(current, attempt, StageState.WAITING)) {
            return Transition.none(true);
        }
        if (!holds(current, attempt)) {
            return lost(current, attempt, false, now);
        }
        StageRecord waiting = current.stage(attempt.stage()).waiting(reason, now, pause);
        return Transition.to(current.with(attempt.stage(), waiting, now), true, Events.waiting(attempt, reason, now));
    }

    Transition<Boolean> fail(Deployment current, Attempt attempt, StageRecord.Error error, Instant now) {
        if (isRecorded(current, attempt, StageState.FAILED)) {
            return Transition.none(true);
        }
        if (!holds(current, attempt)) {
            return lost(current, attempt, false, now);
        }
        Map<StageName, StageRecord> stages = new LinkedHashMap<>(current.stages());
        stages.computeIfPresent(attempt.stage(), (stage, record) -> record.failed(error, now));
        Deployment next = current.with(phase(current.direction(), stages), stages, current.evidence(), now);
        return Transition.to(next, true, Events.failed(attempt, error, now));
    }

    /** The stages that could go on if only somebody were told. */
    Set<StageName> unattended(Deployment deployment, Instant now) {
        return deployment.stages().entrySet().stream()
                .filter(stage -> ON_THE_WAY.contains(stage.getValue().state()))
                .filter(stage ->
                        !stage.getValue().isLeased(now) && stage.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .collect(toCollection(LinkedHashSet::new));
    }

    private Blueprint walk(Deployment deployment) {
        return deployment.direction().through(blueprint);
    }

    private static boolean isDue(Set<StageName> predecessors, Map<StageName, StageRecord> stages) {
        return predecessors.stream()
                .allMatch(predecessor -> stages.get(predecessor).state() == StageState.DONE);
    }

    private static Phase phase(Direction direction, Map<StageName, StageRecord> stages) {
        Set<StageState> states =
                stages.values().stream().map(StageRecord::state).collect(toCollection(LinkedHashSet::new));
        if (states.equals(Set.of(StageState.DONE))) {
            return direction.reached();
        }
        boolean goesOn = states.stream().anyMatch(ON_THE_WAY::contains);
        return states.contains(StageState.FAILED) && !goesOn ? Phase.FAILED : direction.underWay();
    }

    private static boolean holds(Deployment current, Attempt attempt) {
        return isRecorded(current, attempt, StageState.RUNNING);
    }

    private static boolean isRecorded(Deployment current, Attempt attempt, StageState state) {
        StageRecord record = current.stage(attempt.stage());
        return current.generation() == attempt.generation()
                && record.attempt() == attempt.number()
                && record.state() == state;
    }

    /** An attempt that a newer generation has overtaken ends here, and leaves the stage to its successor. */
    private static <T> Transition<T> lost(Deployment current, Attempt attempt, T outcome, Instant now) {
        StageRecord record = current.stage(attempt.stage());
        boolean holdsNothingButTheLease = current.generation() != attempt.generation()
                && record.attempt() == attempt.number()
                && record.lease().isPresent();
        return holdsNothingButTheLease
                ? Transition.to(current.with(attempt.stage(), record.released(), now), outcome)
                : Transition.none(outcome);
    }
}
