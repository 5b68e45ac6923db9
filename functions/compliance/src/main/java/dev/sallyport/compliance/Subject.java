package dev.sallyport.compliance;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.stages.Inspection;
import dev.sallyport.stages.ProjectInventory;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment that is checked.
 *
 * @param inspection what the stages and the proof saw of it
 * @param inventory what there is in its project
 * @param now by the database's clock
 */
record Subject(Deployment deployment, Inspection inspection, ProjectInventory inventory, Instant now) {
    ProvisionRequest request() {
        return deployment.request();
    }

    /** What a stage has left behind. */
    Optional<String> output(String stage, String name) {
        return Optional.ofNullable(deployment.stages().get(new StageName(stage)))
                .map(record -> record.outputs().get(name));
    }
}
