package dev.sallyport.deployment;

import static java.util.stream.Collectors.toCollection;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    /** The stages that may be claimed now. */
    Set<StageName> ready(Deployment deployment, Collection<StageName> among) {
        return among.stream()
                .filter(stage -> deployment.stage(stage).state() == StageState.READY)
                .collect(toCollection(LinkedHashSet::new));
    }

    /** What the attempt started is on record even where a new generation is due. */
    Transition<Standing> operationsStarted(
            Deployment current, Attempt attempt, Map<String, String> operations, Instant now) {
        StageRecord record = current.stage(attempt.stage());
        if (record.attempt() != attempt.number()) {
            return Transition.none(Standing.LOST);
        }
        if (holds(current, attempt)) {
            Deployment next = current.with(attempt.stage(), record.operationsStarted(operations), now);
            return Transition.to(next, standing(next, attempt));
        }
        if (current.generation() == attempt.generation()) {
            return Transition.none(Standing.LOST);
        }
        StageRecord left = record.operationsStarted(operations).released();
        return Transition.to(current.with(attempt.stage(), left, now), Standing.LOST);
    }

    Transition<Standing> operationsEnded(Deployment current, Attempt attempt, Collection<String> actions, Instant now) {
        if (!holds(current, attempt)) {
            return lost(current, attempt, Standing.LOST, now);
        }
        StageRecord record = current.stage(attempt.stage()).operationsEnded(actions);
        Deployment next = current.with(attempt.stage(), record, now);
        return Transition.to(next, standing(next, attempt));
    }

    Transition<Standing> remember(Deployment current, Attempt attempt, String output, String value, Instant now) {
        if (!holds(current, attempt)) {
            return lost(current, attempt, Standing.LOST, now);
        }
        StageRecord record = current.stage(attempt.stage()).remembering(output, value);
        Deployment next = current.with(attempt.stage(), record, now);
        return Transition.to(next, standing(next, attempt));
    }

    Standing standing(Deployment current, Attempt attempt) {
        if (!holds(current, attempt)) {
            return Standing.LOST;
        }
        return current.phase() == Phase.CANCELLING ? Standing.CANCELLED : Standing.HELD;
    }

    /** An attempt that has been overtaken lets go of its lease, so that its successor need not wait for its message. */
    Transition<Boolean> leave(Deployment current, Attempt attempt, Instant now) {
        return lost(current, attempt, true, now);
    }

    /** Whether a cancelled stage is skipped now, what it had started having ended. */
    Transition<Boolean> skip(Deployment current, Attempt attempt, Instant now) {
        if (!holds(current, attempt)) {
            return isRecorded(current, attempt, StageState.SKIPPED)
                    ? Transition.none(true)
                    : lost(current, attempt, false, now);
        }
        Deployment next =
                current.with(attempt.stage(), current.stage(attempt.stage()).skipped(now), now);
        return new Transition<>(Optional.of(next), cancelled(next, attempt, now), true);
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
        Deployment next = current.with(Phase.of(current, stages), stages, seen, now);
        List<Event> events = new ArrayList<>(List.of(Events.done(attempt, now)));
        events.addAll(cancelled(next, attempt, now));
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
        if (standing(current, attempt) != Standing.HELD) {
            return skip(current, attempt, now);
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
        Deployment next =
                current.with(attempt.stage(), current.stage(attempt.stage()).failed(error, now), now);
        List<Event> events = new ArrayList<>(List.of(Events.failed(attempt, error, now)));
        events.addAll(cancelled(next, attempt, now));
        return new Transition<>(Optional.of(next), events, true);
    }

    /** The stages that could go on if only somebody were told; in a pause only what is to be cancelled. */
    Set<StageName> unattended(Deployment deployment, Instant now) {
        if (deployment.pauseAt(now).isPresent() && deployment.phase() != Phase.CANCELLING) {
            return Set.of();
        }
        return deployment.stages().entrySet().stream()
                .filter(stage -> stage.getValue().state().isOnTheWay())
                .filter(stage ->
                        !stage.getValue().isLeased(now) && stage.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .collect(toCollection(LinkedHashSet::new));
    }

    Blueprint walk(Deployment deployment) {
        return deployment.direction().through(deployment.blueprint());
    }

    private static boolean isDue(Set<StageName> predecessors, Map<StageName, StageRecord> stages) {
        return predecessors.stream()
                .allMatch(predecessor -> stages.get(predecessor).state() == StageState.DONE);
    }

    private static List<Event> cancelled(Deployment next, Attempt attempt, Instant now) {
        return next.phase() == Phase.CANCELLED
                ? List.of(Events.cancelled(next, "message " + attempt.holder(), now))
                : List.of();
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
