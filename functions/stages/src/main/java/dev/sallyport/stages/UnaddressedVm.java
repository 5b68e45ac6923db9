package dev.sallyport.stages;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.DeleteAccessConfigInstanceRequest;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.StartedOperation;
import dev.sallyport.google.GoogleFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A VM of the group that has no external address. Its template gives it none, so that somebody has given it one by hand; that
 * is taken from it while it runs.
 *
 * @param known the VM as a list showed it
 * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instances/deleteAccessConfig">deleteAccessConfig</a>
 */
record UnaddressedVm(StageWork work, Instance known) implements Resource<Instance> {
    static boolean isAddressed(Instance vm) {
        return vm.getNetworkInterfacesList().stream().anyMatch(nic -> nic.getAccessConfigsCount() > 0);
    }

    @Override
    public String id() {
        return "instances/" + known.getName();
    }

    @Override
    public String place() {
        return Link.partial(known.getSelfLink());
    }

    @Override
    public Optional<Instance> observe() {
        return work.inventory().keeps()
                ? Optional.of(known)
                : GoogleFailure.finding(() -> work.clients()
                        .instances()
                        .get(work.request().project(), Link.segmentAfter("zones", place()), known.getName()));
    }

    /** One that has gone since has no address either. */
    @Override
    public Change change(Optional<Instance> observed) {
        List<FieldDifference> addresses = observed.stream()
                .flatMap(vm -> vm.getNetworkInterfacesList().stream())
                .filter(nic -> nic.getAccessConfigsCount() > 0)
                .map(UnaddressedVm::difference)
                .toList();
        return addresses.isEmpty() ? new Change.None() : new Change.Patch(addresses);
    }

    private static FieldDifference difference(NetworkInterface nic) {
        String addresses = nic.getAccessConfigsList().stream()
                .map(AccessConfig::getNatIP)
                .sorted()
                .collect(Collectors.joining(", "));
        return new FieldDifference("networkInterfaces[" + nic.getName() + "].accessConfigs", addresses, "");
    }

    @Override
    public Optional<Instance> expected(Change change, Optional<Instance> observed) {
        return observed.map(vm -> {
            Instance.Builder without = vm.toBuilder();
            without.getNetworkInterfacesBuilderList().forEach(NetworkInterface.Builder::clearAccessConfigs);
            return without.build();
        });
    }

    /** An interface has one such configuration for IPv4 at most. */
    @Override
    public Optional<StartedOperation> apply(Change change, Optional<Instance> observed, OperationLog log) {
        NetworkInterface nic = observed.stream()
                .flatMap(vm -> vm.getNetworkInterfacesList().stream())
                .filter(each -> each.getAccessConfigsCount() > 0)
                .findFirst()
                .orElseThrow();
        String zone = Link.segmentAfter("zones", place());
        String action = id() + "/deleteAccessConfig/" + nic.getName();
        DeleteAccessConfigInstanceRequest request = DeleteAccessConfigInstanceRequest.newBuilder()
                .setProject(work.request().project())
                .setZone(zone)
                .setInstance(known.getName())
                .setNetworkInterface(nic.getName())
                .setAccessConfig(nic.getAccessConfigs(0).getName())
                .setRequestId(log.requestId(action))
                .build();
        String operation = GoogleFailure.translating(() ->
                        work.clients().instances().deleteAccessConfigCallable().call(request))
                .getName();
        return Optional.of(new StartedOperation(
                action, "projects/" + work.request().project() + "/zones/" + zone + "/operations/" + operation));
    }
}
