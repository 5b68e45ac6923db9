package dev.sallyport.stages;

import com.google.cloud.compute.v1.Backend;
import com.google.cloud.compute.v1.BackendService;
import dev.sallyport.converge.Link;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * IAP stands before every backend service, of whatever load balancer, that sends traffic to a group with VMs of the deployment
 * in it, and no target pool or target instance leads to them.
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
                + " or take the group named out of them; take the VMs out of the target pools and target instances"
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
        VmGroups groups = new VmGroups(
                work,
                group(),
                ManagedInstances.of(work, Link.name(work.output(InstanceGroupStage.NAME, "manager")))
                        .instances());
        return Stream.concat(unguarded(groups), passThrough(groups.links())).toList();
    }

    private String group() {
        return Link.partial(work.output(InstanceGroupStage.NAME, "group"));
    }

    /** The backend services of the deployment's own group. */
    private List<BackendService> services() {
        return work.inventory().backendServicesOf(group());
    }

    /** Groups are looked into only where a service without IAP sends traffic to them. */
    private Stream<OtherPath> unguarded(VmGroups groups) {
        return work.inventory().backendServices().stream()
                .filter(service -> !service.getIap().getEnabled())
                .flatMap(service -> groups(service)
                        .filter(groups::holdsSome)
                        .limit(1)
                        .map(group -> new OtherPath("backend service", Link.partial(service.getSelfLink()), group)));
    }

    private Stream<OtherPath> passThrough(Set<String> vms) {
        Stream<OtherPath> pools = work.inventory().targetPools().stream()
                .filter(pool ->
                        pool.getInstancesList().stream().map(Link::partial).anyMatch(vms::contains))
                .map(pool -> new OtherPath("target pool", Link.partial(pool.getSelfLink()), ""));
        Stream<OtherPath> targets = work.inventory().targetInstances().stream()
                .filter(target -> vms.contains(Link.partial(target.getInstance())))
                .map(target -> new OtherPath("target instance", Link.partial(target.getSelfLink()), ""));
        return Stream.concat(pools, targets);
    }

    private static Stream<String> groups(BackendService service) {
        return service.getBackendsList().stream().map(Backend::getGroup).map(Link::partial);
    }
}
