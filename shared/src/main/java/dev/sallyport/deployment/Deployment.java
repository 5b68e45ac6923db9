package dev.sallyport.deployment;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.request.ProvisionRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One protected application, as its document in Firestore has it.
 *
 * @param generation counts the accepted requests
 * @param acceptedRequest the key of the accepted request: its own id or, without one, its Pub/Sub message's
 * @param requested when the message that brought it was published
 * @param stages in the blueprint's order
 */
public record Deployment(
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
        List<Evidence> evidence) {
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

    Deployment with(StageName name, StageRecord stage, Instant now) {
        Map<StageName, StageRecord> changed = new LinkedHashMap<>(stages);
        changed.put(name, stage);
        return with(phase, changed, evidence, now);
    }

    Deployment with(Phase next, Map<StageName, StageRecord> records, List<Evidence> seen, Instant now) {
        return new Deployment(
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
                seen);
    }
}
