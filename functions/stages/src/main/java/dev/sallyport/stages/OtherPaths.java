package dev.sallyport.stages;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.converge.Link;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.google.GoogleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * IAP stands before every backend service that sends traffic to the deployment's instance group, and no target pool or
 * target instance leads to its VMs.
 *
 * <p>Network endpoint groups and unmanaged instance groups that contain the VMs are not looked at.
 */
record OtherPaths(StageWork work) implements Check {
    @Override
    public String name() {
        return "no-path-without-iap";
    }

    @Override
    public boolean settles() {
        return false;
    }

    @Override
    public String remedy() {
        return "Switch IAP on for the backend services named (gcloud compute backend-services update NAME --iap=enabled),"
                + " or take the instance group out of them; take the VMs out of the target pools and target instances"
                + " named.";
    }

    @Override
    public Finding look() {
        String project = work.request().project();
        String group = Link.partial(work.output(InstanceGroupStage.NAME, "group"));
        List<BackendService> services = backendServices(project).stream()
                .filter(service -> leadsTo(service, group))
                .toList();
        List<String> open = new ArrayList<>(services.stream()
                .filter(service -> !service.getIap().getEnabled())
                .map(service -> "the backend service " + Link.partial(service.getSelfLink()))
                .toList());
        open.addAll(passThrough(project));
        return open.isEmpty()
                ? Finding.passed("IAP is on for every backend service of the group: "
                        + services.stream().map(BackendService::getName).collect(Collectors.joining(", ")))
                : Finding.failed("without IAP: " + String.join(", ", open));
    }

    private List<String> passThrough(String project) {
        Set<String> vms =
                ManagedInstances.of(work, Link.name(work.output(InstanceGroupStage.NAME, "manager")))
                        .instances()
                        .stream()
                        .map(Instance::getSelfLink)
                        .map(Link::partial)
                        .collect(Collectors.toSet());
        GoogleClients clients = work.clients();
        List<String> found = new ArrayList<>();
        GoogleFailure.translating(
                        () -> clients.targetPools().aggregatedList(project).iterateAll())
                .forEach(scope -> scope.getValue().getTargetPoolsList().stream()
                        .filter(pool -> pool.getInstancesList().stream()
                                .map(Link::partial)
                                .anyMatch(vms::contains))
                        .forEach(pool -> found.add("the target pool " + Link.partial(pool.getSelfLink()))));
        GoogleFailure.translating(
                        () -> clients.targetInstances().aggregatedList(project).iterateAll())
                .forEach(scope -> scope.getValue().getTargetInstancesList().stream()
                        .filter(target -> vms.contains(Link.partial(target.getInstance())))
                        .forEach(target -> found.add("the target instance " + Link.partial(target.getSelfLink()))));
        return found;
    }

    private List<BackendService> backendServices(String project) {
        return GoogleFailure.translating(() -> StreamSupport.stream(
                        work.clients()
                                .backendServices()
                                .aggregatedList(project)
                                .iterateAll()
                                .spliterator(),
                        false)
                .flatMap(scope -> scope.getValue().getBackendServicesList().stream())
                .toList());
    }

    private static boolean leadsTo(BackendService service, String group) {
        return service.getBackendsList().stream()
                .map(Backend::getGroup)
                .map(Link::partial)
                .anyMatch(group::equals);
    }
}
