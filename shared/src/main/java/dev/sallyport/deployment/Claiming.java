package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.StageRecord.Lease;
import dev.sallyport.failure.Poison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may work on a stage, as functions from what is on record to what is on record next; as {@link Lifecycle}'s. */
final class Claiming {
    private final Lifecycle lifecycle;

    Claiming(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** Whether the message may work on the stage; see {@link Deployments#claim}. */
    Transition<Claim> claim(
            Deployment current, long generation, StageName stage, String holder, Duration lease, Instant now) {
        StageRecord record = Optional.ofNullable(current.stages().get(stage))
                .orElseThrow(() -> new Poison("generation " + current.generation() + " of " + current.name()
                        + " has no stage " + stage + " (expected: one of "
                        + current.stages().keySet() + ")"));
        if (generation > current.generation()) {
            return Transition.none(new Claim.Unknown());
        }
        if (generation < current.generation()) {
            return stale(current, stage, holder, now);
        }
        return switch (record.state()) {
            case PENDING -> Transition.none(new Claim.NotReady());
            case DONE ->
                Transition.none(new Claim.AlreadyDone(
                        lifecycle.ready(current, lifecycle.walk(current).successorsOf(stage))));
            case FAILED, SKIPPED -> Transition.none(new Claim.AlreadyFailed());
            case READY, RUNNING, WAITING -> claimOnTheWay(current, stage, holder, lease, now);
        };
    }

    private static Transition<Claim> claimOnTheWay(
            Deployment current, StageName stage, String holder, Duration lease, Instant now) {
        StageRecord record = current.stage(stage);
        if (current.phase() == Phase.CANCELLING) {
            return claimFree(current, stage, holder, lease, now);
        }
        if (current.pauseAt(now).isPresent()) {
            return paused(current, stage, holder, now);
        }
        return record.isDue(now)
                ? claimFree(current, stage, holder, lease, now)
                : Transition.none(new Claim.NotReady());
    }

    /** Whoever was at work and came back gives the stage up, for after the pause another message comes. */
    private static Transition<Claim> paused(Deployment current, StageName stage, String holder, Instant now) {
        Claim paused = new Claim.Paused(current.pause().orElseThrow());
        StageRecord record = current.stage(stage);
        return record.isHeldBy(holder)
                ? Transition.to(current.with(stage, record.released(), now), paused)
                : Transition.none(paused);
    }

    private static Transition<Claim> claimFree(
            Deployment current, StageName stage, String holder, Duration lease, Instant now) {
        StageRecord record = current.stage(stage);
        return record.isLeased(now) && !record.isHeldBy(holder)
                ? Transition.none(new Claim.Busy(record.lease().orElseThrow().until()))
                : grant(current, stage, new Lease(holder, now.plus(lease)), now);
    }

    private static Transition<Claim> grant(Deployment paused, StageName stage, Lease lease, Instant now) {
        Optional<Pause> over = paused.pause().filter(pause -> !pause.holds(now));
        Deployment current = over.isPresent() ? paused.unpaused(now) : paused;
        StageRecord claimed = current.stage(stage).claimed(lease, now);
        Attempt attempt = new Attempt(current.name(), current.generation(), stage, claimed.attempt(), lease.holder());
        Deployment next = current.with(stage, claimed, now);
        List<Event> events = new ArrayList<>(List.of(Events.started(attempt, now)));
        over.ifPresent(pause -> events.add(Events.pauseOver(next, pause, now)));
        return new Transition<>(Optional.of(next), events, new Claim.Granted(next, attempt, now));
    }

    /** An attempt of an older generation has given its message back: now the stage is free for the newer one. */
    private static Transition<Claim> stale(Deployment current, StageName stage, String holder, Instant now) {
        Claim stale = new Claim.Stale(current.generation());
        StageRecord record = current.stage(stage);
        return record.state() != StageState.RUNNING && record.isHeldBy(holder)
                ? Transition.to(current.with(stage, record.released(), now), stale)
                : Transition.none(stale);
    }
}
