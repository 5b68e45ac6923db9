package dev.sallyport.stages;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Link;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.Consequence;
import dev.sallyport.settings.Settings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every VM has started after the backend service came to be: the application reads the service's id as it starts, and
 * refuses every assertion if it finds none.
 *
 * <p>A rolling restart is asked for as {@code gcloud compute instance-groups managed rolling-action restart} does: by a
 * new name for the version, with the template left alone. The group's update policy is another one meanwhile, and
 * afterwards again the one that the instance-group stage wants.
 */
public final class RestartStage extends CloudStage {
    static final StageName NAME = new StageName("restart");

    public RestartStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    RestartStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        BackendService service = backendService(work);
        ManagedInstances group = ManagedInstances.of(work, Link.name(work.output(InstanceGroupStage.NAME, "manager")));
        if (isDue(service, group)) {
            work.converge(rollingRestart(work, group, idOf(service)));
            work.poll().until(group::look, look -> missing(look, service, group));
        }
        work.converge(rollingOut(work));
        return StageResult.of(Map.of("startedAfter", service.getCreationTimestamp()));
    }

    @Override
    void tearDown(StageWork work) {
        // A restart leaves nothing behind.
    }

    /** A service that is only planned comes after every VM there is by then. */
    private static boolean isDue(BackendService service, ManagedInstances group) {
        return isOnlyPlanned(service)
                || !startedBefore(service, group.instances()).isEmpty();
    }

    private static boolean isOnlyPlanned(BackendService service) {
        return !service.hasCreationTimestamp();
    }

    private static String idOf(BackendService service) {
        return service.hasId() ? Long.toUnsignedString(service.getId()) : "(an id that is not given yet)";
    }

    private static BackendService backendService(StageWork work) {
        String link = work.output(BackendStage.NAME, "backendService");
        return work.find(work.collections().backendServices(), Link.name(link))
                .orElseThrow(() -> new Rejected(
                        link + " is not there any more, though the backend stage made it",
                        "Provision the deployment again; the backend stage makes it."));
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        if (changes.changed("instanceGroupManagers", "versions").isEmpty()) {
            return List.of();
        }
        if (FrontendStage.isShut(work)) {
            return List.of(new Consequence(
                    Consequence.Kind.FIRST,
                    "Every VM restarts to learn the backend service's id, before anybody can reach the application."));
        }
        int size = work.request().instanceGroup().size();
        Rolling restart = new Rolling(size, work.request().restart().maxUnavailable(), 0);
        return List.of(restart.consequence("restart"));
    }

    private static ComputeResource<InstanceGroupManager> rollingRestart(
            StageWork work, ManagedInstances group, String serviceId) {
        InstanceGroupManager observed = group.manager();
        InstanceGroupManager desired = InstanceGroupManager.newBuilder()
                .addVersions(InstanceGroupManagerVersion.newBuilder()
                        .setName(versionName(observed, serviceId))
                        .setInstanceTemplate(Link.partial(observed.getInstanceTemplate())))
                .setUpdatePolicy(RolloutPolicy.ofRestart(work.request()))
                .build();
        return work.part(
                work.collections().instanceGroupManagers(work.request().region()), observed.getName(), desired);
    }

    private static ComputeResource<InstanceGroupManager> rollingOut(StageWork work) {
        InstanceGroupManager desired = InstanceGroupManager.newBuilder()
                .setUpdatePolicy(RolloutPolicy.of(work.request()))
                .build();
        return work.part(
                work.collections().instanceGroupManagers(work.request().region()),
                Link.name(work.output(InstanceGroupStage.NAME, "manager")),
                desired);
    }

    /**
     * The same in every attempt while the restart goes on. A restart of this name that is over and left VMs as they were
     * calls for another.
     */
    private static String versionName(InstanceGroupManager observed, String serviceId) {
        String first = "backend-service-" + serviceId;
        String current =
                observed.getVersionsCount() == 0 ? "" : observed.getVersions(0).getName();
        Matcher ours =
                Pattern.compile(Pattern.quote(first) + "(?:-([0-9]{1,8}))?").matcher(current);
        if (!ours.matches()) {
            return first;
        }
        boolean over = observed.getStatus().getIsStable()
                && observed.getStatus().getVersionTarget().getIsReached();
        int count = ours.group(1) == null ? 1 : Integer.parseInt(ours.group(1));
        return over ? first + "-" + (count + 1) : current;
    }

    private static Optional<String> missing(
            ManagedInstances.Look look, BackendService service, ManagedInstances group) {
        return look.missing().or(() -> {
            List<String> old = startedBefore(service, group.instances(look));
            return old.isEmpty() ? Optional.empty() : Optional.of("the restart of " + String.join(", ", old));
        });
    }

    private static List<String> startedBefore(BackendService service, List<Instance> vms) {
        return vms.stream()
                .filter(instance -> isOnlyPlanned(service)
                        || instance.getLastStartTimestamp().isEmpty()
                        || !time(instance.getLastStartTimestamp()).isAfter(time(service.getCreationTimestamp())))
                .map(Instance::getName)
                .toList();
    }

    private static Instant time(String timestamp) {
        return OffsetDateTime.parse(timestamp).toInstant();
    }
}
