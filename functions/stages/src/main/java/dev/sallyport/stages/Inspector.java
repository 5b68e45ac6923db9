package dev.sallyport.stages;

import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.request.ProvisionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at deployments that are there, without changing anything: by the stages themselves, and by the proof's checks. */
public final class Inspector {
    private final Stages stages;
    private final StageCloud cloud;

    private Inspector(Stages stages, StageCloud cloud) {
        this.stages = stages;
        this.cloud = cloud;
    }

    public static Inspector of(ChainRuntime runtime) {
        return new Inspector(new Stages(runtime), StageCloud.of(runtime.settings()));
    }

    /**
     * One that reads every list of a project once, as it is from now on, for all deployments it looks at.
     *
     * @param patience how long to wait in all for lists that are refused for the moment, as where a quota is used up
     */
    public Inspector lookingOnce(Duration patience) {
        return new Inspector(stages, cloud.lookingOnce(patience));
    }

    public GoogleClients clients() {
        return cloud.clients();
    }

    /** What there is in a project, whoever made it. */
    public ProjectInventory inventory(String project) {
        return new ProjectInventory(cloud.clients(), project, cloud.memory());
    }

    /**
     * What differs from the request that was accepted last.
     *
     * @param neighbours what the project's other deployments are to be like
     * @param now by the database's clock
     * @throws dev.sallyport.failure.Retryable if the cloud cannot be asked at the moment
     */
    public Inspection look(Deployment deployment, Supplier<List<ProvisionRequest>> neighbours, Instant now) {
        Prospect prospect = new Prospect(
                deployment.request(),
                Direction.PROVISION,
                deployment.generation(),
                deployment.stages().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey(),
                                entry -> entry.getValue().outputs())),
                neighbours,
                now);
        Foresight foresight = Foresight.pastRefusals(stages, cloud, prospect);
        List<StagePlan> plans = foresight.plans();
        StageWork work = foresight.looking(VerifyStage.NAME);
        return new Inspection(plans, Exposure.of(work, List.of()), otherPaths(work), foresight.proof());
    }

    /** Of a group that is not there nobody knows the VMs; that it is not there is in the plans. */
    private static List<OtherPath> otherPaths(StageWork work) {
        try {
            return new OtherPaths(work).found();
        } catch (Rejected noGroup) {
            return List.of();
        }
    }
}
