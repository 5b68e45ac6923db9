package dev.sallyport.deployment;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One protected application, as its document in Firestore has it.
 *
 * @param blueprint the one that the generation began with, and is finished with
 * @param generation counts the accepted requests
 * @param acceptedRequest the key of the accepted request: its own id or, without one, its Pub/Sub message's
 * @param requested when the message that brought it was published
 * @param stages in the blueprint's order
 * @param pause while no further stage starts; one that is over stays on record until the next claim
 */
public record Deployment(
        Blueprint blueprint,
        String name,
        String project,
        long generation,
        Direction direction,
        Phase phase,
        ProvisionRequest request,
        String acceptedRequest,
        Instant requested,
        Instant created,
        Instant updated,
        Map<StageName, StageRecord> stages,
        List<Evidence> evidence,
        Optional<Pause> pause) {
    public Deployment {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        evidence = List.copyOf(evidence);
    }

    /**
     * @throws IllegalArgumentException if there is no such stage
     */
    public StageRecord stage(StageName name) {
        StageRecord stage = stages.get(name);
        if (stage == null) {
            throw new IllegalArgumentException("stage: " + name + " (expected: one of " + stages.keySet() + ")");
        }
        return stage;
    }

    /** The pause that is in force at a time. */
    public Optional<Pause> pauseAt(Instant time) {
        return pause.filter(held -> held.holds(time));
    }

    /** One stage is different, and the deployment is in the phase that follows from all of them. */
    /** Whether something may be under way in the cloud that is not on record, for whoever began it was cut short. */
    public boolean isInterrupted() {
        return stages.values().stream().anyMatch(StageRecord::interrupted);
    }

    Deployment with(StageName name, StageRecord stage, Instant now) {
        Map<StageName, StageRecord> changed = new LinkedHashMap<>(stages);
        changed.put(name, stage);
        return with(Phase.of(this, changed), changed, evidence, now);
    }

    Deployment with(Phase next, Map<StageName, StageRecord> records, List<Evidence> seen, Instant now) {
        return with(next, records, seen, pause, now);
    }

    Deployment paused(Pause held, Instant now) {
        return with(phase, stages, evidence, Optional.of(held), now);
    }

    /** The pause is over; for how long it held does not count for the stages that were under way. */
    Deployment unpaused(Instant now) {
        Map<StageName, StageRecord> records = new LinkedHashMap<>(stages);
        pause.ifPresent(over -> records.replaceAll((stage, record) -> record.idle(over.since(), over.end(now))));
        return with(phase, records, evidence, Optional.empty(), now);
    }

    private Deployment with(
            Phase next, Map<StageName, StageRecord> records, List<Evidence> seen, Optional<Pause> held, Instant now) {
        return new Deployment(
                blueprint,
                name,
                project,
                generation,
                direction,
                next,
                request,
                acceptedRequest,
                requested,
                created,
                now,
                records,
                seen,
                held);
    }
}
