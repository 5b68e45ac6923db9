package dev.sallyport.stages;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDigest;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.request.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes plans of requests, by what is on record and what is in the cloud at the moment. */
final class Planning {
    private final Deployments deployments;
    private final Stages stages;
    private final StageCloud cloud;

    Planning(ChainRuntime runtime, StageCloud cloud) {
        this.cloud = cloud;
        deployments = runtime.deployments();
        stages = new Stages(runtime);
    }

    /**
     * What a request would do.
     *
     * @param by who wants to know
     * @throws dev.sallyport.failure.Rejected if it would not be accepted
     */
    Plan of(Request.Converging request, String by) {
        Deployment next = deployments.foresee(request);
        return plan(Plan.Kind.PLAN, next, by, new Foresight(stages, cloud, prospect(next)).plans(), List.of());
    }

    /**
     * What the request that was accepted last would do once more, and what one look at the proof sees.
     *
     * @throws dev.sallyport.failure.Rejected if there is no such deployment
     */
    Plan recheck(String deployment, String by) {
        Deployment next = deployments.foresee(acceptedAgain(deployment));
        Foresight foresight = new Foresight(stages, cloud, prospect(next));
        List<StagePlan> plans = foresight.plans();
        List<Evidence> proof = next.direction() == Direction.PROVISION ? foresight.proof() : List.of();
        return plan(Plan.Kind.RECHECK, next, by, plans, proof);
    }

    private Request.Converging acceptedAgain(String deployment) {
        return deployments
                .find(deployment)
                .filter(found -> found.direction() == Direction.DESTROY)
                .<Request.Converging>map(found -> new Request.Destroy(deployment))
                .orElseGet(() -> new Request.Repair(deployment));
    }

    private static Plan plan(Plan.Kind kind, Deployment next, String by, List<StagePlan> plans, List<Evidence> proof) {
        long against = next.generation() - 1;
        return new Plan(
                next.name(),
                next.project(),
                kind,
                next.direction(),
                against,
                next.updated(),
                by,
                plans,
                proof,
                PlanDigest.of(next.request(), next.direction(), against, plans));
    }

    private Prospect prospect(Deployment next) {
        Map<StageName, Map<String, String>> remembered = new HashMap<>();
        next.stages().forEach((stage, record) -> remembered.put(stage, record.outputs()));
        return new Prospect(
                next.request(),
                next.direction(),
                next.generation(),
                remembered,
                () -> deployments.neighbours(next),
                next.updated());
    }
}
