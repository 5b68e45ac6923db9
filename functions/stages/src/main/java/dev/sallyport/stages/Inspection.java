package dev.sallyport.stages;

import dev.sallyport.deployment.Evidence;
import dev.sallyport.plan.StagePlan;
import java.util.List;

/**
 * What a look at a deployment saw.
 *
 * @param plans what each stage would do, in the order of the walk, none of them held up by another that would fail
 * @param exposures the firewall rules that let others than Google's front ends reach the application's port
 * @param otherPaths what leads to the VMs with no IAP before it
 * @param proof what one look at every check of the proof saw
 */
public record Inspection(
        List<StagePlan> plans, List<Exposure> exposures, List<OtherPath> otherPaths, List<Evidence> proof) {
    public Inspection {
        plans = List.copyOf(plans);
        exposures = List.copyOf(exposures);
        otherPaths = List.copyOf(otherPaths);
        proof = List.copyOf(proof);
    }
}
