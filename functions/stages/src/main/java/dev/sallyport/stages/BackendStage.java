package dev.sallyport.stages;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceLogConfig;
import com.google.cloud.compute.v1.ConnectionDraining;
import com.google.cloud.compute.v1.HTTPHealthCheck;
import com.google.cloud.compute.v1.HealthCheck;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerAutoHealingPolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerInstanceLifecyclePolicy;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Link;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The health check and the backend service, which sends the traffic to the instance group's named port. */
public final class BackendStage extends CloudStage {
    static final StageName NAME = new StageName("backend");

    public BackendStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    BackendStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        ComputeResource<HealthCheck> check = healthCheck(work);
        work.converge(check);
        work.converge(heeding(work, check.link()));
        ComputeResource<BackendService> service = backendService(work, check.link());
        long id = work.converge(service).of(service).getId();
        return StageResult.of(Map.of(
                "healthCheck", check.link(),
                "backendService", service.link(),
                "id", Long.toUnsignedString(id)));
    }

    @Override
    void tearDown(StageWork work) {
        // The health check goes with the group that heeds it.
        work.takeDown(work.collections().backendServices());
    }

    /**
     * A VM that takes another's place counts once it has answered the health check, and not before. Nothing else follows
     * from the check: VMs that fail it are not made again, for the first ones may need the backend service to get well.
     *
     * @see <a href="https://cloud.google.com/compute/docs/instance-groups/updating-migs#max_unavailable">which VMs are
     *     available during an update</a>
     * @see <a href="https://cloud.google.com/compute/docs/instance-groups/turn-off-repairs-in-a-mig">turn off repairs</a>
     */
    private static ComputeResource<InstanceGroupManager> heeding(StageWork work, String healthCheck) {
        InstanceGroupManager desired = InstanceGroupManager.newBuilder()
                .addAutoHealingPolicies(
                        InstanceGroupManagerAutoHealingPolicy.newBuilder().setHealthCheck(healthCheck))
                .setInstanceLifecyclePolicy(
                        InstanceGroupManagerInstanceLifecyclePolicy.newBuilder().setOnFailedHealthCheck("DO_NOTHING"))
                .build();
        return work.part(
                work.collections().instanceGroupManagers(work.request().region()),
                Link.name(work.output(InstanceGroupStage.NAME, "manager")),
                desired);
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        List<Consequence> consequences = new ArrayList<>();
        changes.made("backendServices")
                .forEach(name -> consequences.add(new Consequence(
                        Consequence.Kind.FIRST,
                        "The backend service gets an id of its own, which the application reads as it starts.")));
        changes.changed("healthChecks", "httpHealthCheck.requestPath")
                .ifPresent(path -> consequences.add(new Consequence(
                        Consequence.Kind.CAPACITY,
                        "VMs are judged by " + path.to() + " instead of " + path.from()
                                + ": one that does not answer it with 200 gets no requests.")));
        return consequences;
    }

    private static ComputeResource<HealthCheck> healthCheck(StageWork work) {
        ProvisionRequest.HealthCheck wanted = work.request().healthCheck();
        HealthCheck check = HealthCheck.newBuilder()
                .setType("HTTP")
                .setHttpHealthCheck(HTTPHealthCheck.newBuilder()
                        .setPort(wanted.port())
                        .setPortSpecification("USE_FIXED_PORT")
                        .setRequestPath(wanted.path())
                        .setProxyHeader("NONE")
                        // Empty texts are compared and, where they differ, written: either could fail every VM.
                        .setHost("")
                        .setResponse(""))
                .setCheckIntervalSec(wanted.checkIntervalSec())
                .setTimeoutSec(wanted.timeoutSec())
                .setHealthyThreshold(wanted.healthyThreshold())
                .setUnhealthyThreshold(wanted.unhealthyThreshold())
                .build();
        return work.owned(work.collections().healthChecks(), wanted.name(), check);
    }

    /**
     * EXTERNAL_MANAGED is the global external Application Load Balancer, what the console makes today; EXTERNAL is its
     * classic predecessor. IAP works with both.
     */
    private static ComputeResource<BackendService> backendService(StageWork work, String healthCheck) {
        ProvisionRequest.BackendService wanted = work.request().backendService();
        BackendService service = BackendService.newBuilder()
                .setLoadBalancingScheme("EXTERNAL_MANAGED")
                .setProtocol("HTTP")
                .setPortName(work.request().instanceGroup().portName())
                .setTimeoutSec(wanted.timeoutSec())
                .setConnectionDraining(
                        ConnectionDraining.newBuilder().setDrainingTimeoutSec(wanted.drainingTimeoutSec()))
                .setEnableCDN(wanted.cdn())
                .setLogConfig(logging(wanted.logSampleRate()))
                .addHealthChecks(healthCheck)
                .addBackends(Backend.newBuilder()
                        .setGroup(work.output(InstanceGroupStage.NAME, "group"))
                        .setBalancingMode("UTILIZATION")
                        .setMaxUtilization(0.8f)
                        .setCapacityScaler(1f))
                .build();
        return work.owned(work.collections().backendServices(), wanted.name(), service);
    }

    /**
     * Nothing is logged unless it is asked for, and a rate is taken only where something is.
     *
     * @see <a href="https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring">logging of Application
     *     Load Balancers</a>
     */
    private static BackendServiceLogConfig logging(double sampleRate) {
        BackendServiceLogConfig.Builder logging =
                BackendServiceLogConfig.newBuilder().setEnable(sampleRate > 0);
        if (sampleRate > 0) {
            logging.setSampleRate((float) sampleRate);
        }
        return logging.build();
    }
}
