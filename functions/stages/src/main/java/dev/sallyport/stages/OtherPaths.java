package dev.sallyport.stages;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.Instance;
import dev.sallyport.converge.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        List<BackendService> services = services();
        List<OtherPath> open = found();
        return open.isEmpty()
                ? Finding.passed("IAP is on for every backend service of the group: "
                        + services.stream().map(BackendService::getName).collect(Collectors.joining(", ")))
                : Finding.failed(
                        "without IAP: " + open.stream().map(OtherPath::toString).collect(Collectors.joining(", ")));
    }

    /** All that leads to the VMs with no IAP before it. */
    List<OtherPath> found() {
        Stream<OtherPath> services = services().stream()
                .filter(service -> !service.getIap().getEnabled())
                .map(service -> new OtherPath("backend service", Link.partial(service.getSelfLink())));
        return Stream.concat(services, passThrough().stream()).toList();
    }

    private List<BackendService> services() {
        String group = Link.partial(work.output(InstanceGroupStage.NAME, "group"));
        return work.inventory().backendServices().stream()
                .filter(service -> leadsTo(service, group))
                .toList();
    }

    private List<OtherPath> passThrough() {
        Set<String> vms =
                ManagedInstances.of(work, Link.name(work.output(InstanceGroupStage.NAME, "manager")))
                        .instances()
                        .stream()
                        .map(Instance::getSelfLink)
                        .map(Link::partial)
                        .collect(Collectors.toSet());
        List<OtherPath> found = new ArrayList<>();
        work.inventory().targetPools().stream()
                .filter(pool ->
                        pool.getInstancesList().stream().map(Link::partial).anyMatch(vms::contains))
                .forEach(pool -> found.add(new OtherPath("target pool", Link.partial(pool.getSelfLink()))));
        work.inventory().targetInstances().stream()
                .filter(target -> vms.contains(Link.partial(target.getInstance())))
                .forEach(target -> found.add(new OtherPath("target instance", Link.partial(target.getSelfLink()))));
        return found;
    }

    private static boolean leadsTo(BackendService service, String group) {
        return service.getBackendsList().stream()
                .map(Backend::getGroup)
                .map(Link::partial)
                .anyMatch(group::equals);
    }
}
