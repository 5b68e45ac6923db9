package dev.sallyport.stages;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.ManagedInstance;
import com.google.common.collect.ImmutableList;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Mark;
import dev.sallyport.failure.Rejected;
import dev.sallyport.google.GoogleFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The VMs of a regional managed instance group. */
final class ManagedInstances {
    /** Compute Engine notes there which manager made a VM, as {@code projects/N/regions/R/instanceGroupManagers/M}. */
    private static final String CREATOR = "created-by";

    private final StageWork work;
    private final String manager;

    private ManagedInstances(StageWork work, String manager) {
        this.work = work;
        this.manager = manager;
    }

    static ManagedInstances of(StageWork work, String manager) {
        return new ManagedInstances(work, manager);
    }

    /** All VMs that were made from the deployment's templates, in a group or not, but for those that go with theirs. */
    static List<Instance> labelled(StageWork work) {
        return work.inventory().labelled(Mark.LABEL, work.request().deployment()).stream()
                .filter(vm -> !isLeaving(work, vm))
                .toList();
    }

    private static boolean isLeaving(StageWork work, Instance vm) {
        return Optional.of(creator(vm))
                .filter(creator -> creator.contains("/regions/"))
                .filter(creator -> work.isLeaving(
                        work.collections().instanceGroupManagers(Link.segmentAfter("regions", creator)),
                        Link.name(creator)))
                .isPresent();
    }

    private static String creator(Instance vm) {
        return vm.getMetadata().getItemsList().stream()
                .filter(item -> item.getKey().equals(CREATOR))
                .map(Items::getValue)
                .findFirst()
                .orElse("");
    }

    /** The group once no VM is being changed, and all are running and of the group's template. */
    Look awaitStable() {
        return work.poll().until(this::look, Look::missing);
    }

    /** The VMs as they are now; one that has just gone is left out. */
    List<Instance> instances() {
        if (work.inventory().keeps()) {
            return known();
        }
        return instances(list());
    }

    /** The VMs of one look, as they are now. */
    List<Instance> instances(Look look) {
        return work.inventory().keeps() ? known() : instances(look.instances());
    }

    private List<Instance> instances(List<ManagedInstance> listed) {
        return listed.stream()
                .map(managed -> Link.partial(managed.getInstance()))
                .flatMap(link -> find(link).stream())
                .toList();
    }

    /**
     * @throws Rejected if there is no such group
     */
    InstanceGroupManager manager() {
        return work.find(work.collections().instanceGroupManagers(work.request().region()), manager)
                .orElseThrow(() -> new Rejected(
                        "The instance group manager " + manager + " is not there any more",
                        "Provision the deployment again; the instance-group stage makes it."));
    }

    Look look() {
        // The manager is read last: what it says of stability then holds for the list read before.
        List<ManagedInstance> instances = list();
        return new Look(manager(), instances);
    }

    /** Those of all the project's VMs that the manager has made. */
    private List<Instance> known() {
        String made = "/regions/" + work.request().region() + "/instanceGroupManagers/" + manager;
        return work.inventory().madeBy(ManagedInstances::creator).entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(made))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** Whether any of them is being changed is told by the manager. */
    private static ManagedInstance settled(Instance vm) {
        return ManagedInstance.newBuilder()
                .setInstance(vm.getSelfLink())
                .setInstanceStatus(vm.getStatus())
                .setCurrentAction("NONE")
                .build();
    }

    private List<ManagedInstance> list() {
        if (work.inventory().keeps()) {
            return known().stream().map(ManagedInstances::settled).toList();
        }
        return GoogleFailure.<List<ManagedInstance>>finding(() -> ImmutableList.copyOf(work.clients()
                        .regionInstanceGroupManagers()
                        .listManagedInstances(
                                work.request().project(), work.request().region(), manager)
                        .iterateAll()))
                .orElseGet(this::none);
    }

    /** A group that is only planned has no VMs yet. */
    private List<ManagedInstance> none() {
        manager();
        return List.of();
    }

    private Optional<Instance> find(String link) {
        return GoogleFailure.finding(() -> work.clients()
                .instances()
                .get(
                        Link.segmentAfter("projects", link),
                        Link.segmentAfter("zones", link),
                        Link.segmentAfter("instances", link)));
    }

    /** One look at the group. */
    record Look(InstanceGroupManager manager, List<ManagedInstance> instances) {
        /** What the group still lacks to be stable; empty if it is. */
        Optional<String> missing() {
            List<String> unsettled = instances.stream()
                    .filter(instance -> !isSettled(instance))
                    .map(Look::described)
                    .toList();
            if (unsettled.isEmpty()
                    && instances.size() == manager.getTargetSize()
                    && manager.getStatus().getIsStable()
                    && manager.getStatus().getVersionTarget().getIsReached()) {
                return Optional.empty();
            }
            return Optional.of("the instance group " + manager.getName() + " to be stable with "
                    + manager.getTargetSize() + " VMs; it has " + instances.size()
                    + (unsettled.isEmpty() ? "" : ", of which " + String.join(", ", unsettled))
                    + (manager.getStatus().getVersionTarget().getIsReached()
                            ? ""
                            : "; not all of them are of the template " + Link.name(manager.getInstanceTemplate())));
        }

        private static boolean isSettled(ManagedInstance instance) {
            return instance.getCurrentAction().equals("NONE")
                    && instance.getInstanceStatus().equals("RUNNING");
        }

        private static String described(ManagedInstance instance) {
            String errors = instance.getLastAttempt().getErrors().getErrorsList().stream()
                    .map(error -> " (" + error.getCode() + ": " + error.getMessage() + ")")
                    .collect(Collectors.joining());
            return Link.name(instance.getInstance()) + " is " + instance.getCurrentAction() + errors;
        }
    }
}
