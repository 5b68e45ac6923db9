package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupsAddInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupsListInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupsRemoveInstancesRequest;
import com.google.cloud.compute.v1.InstanceGroupsSetNamedPortsRequest;
import com.google.cloud.compute.v1.InstanceReference;
import com.google.cloud.compute.v1.InstanceWithNamedPorts;
import com.google.cloud.compute.v1.NamedPort;
import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Instance groups: the unmanaged ones, and those that a manager of the same name fills. */
final class InstanceGroupBehaviour extends Behaviour<InstanceGroup> {
    InstanceGroupBehaviour() {
        super("instanceGroups", InstanceGroup.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.valid("network", "networks"), Reference.loose("subnetwork", "subnetworks"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("size");
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    InstanceGroup complete(Transaction transaction, Link link, InstanceGroup wanted, Optional<InstanceGroup> before) {
        wanted.getNamedPortsList().forEach(InstanceGroupBehaviour::check);
        return wanted;
    }

    private static void check(NamedPort port) {
        Names.check("resource.namedPorts.name", port.getName());
        if (port.getPort() < 1 || port.getPort() > 65535) {
            throw Refusals.invalidValue(
                    "resource.namedPorts.port", Integer.toString(port.getPort()), "Must be a port number, 1 to 65535.");
        }
    }

    @Override
    InstanceGroup shown(Transaction transaction, Link link, InstanceGroup stored) {
        List<String> members = GroupMembers.of(transaction, link);
        InstanceGroup.Builder group = stored.toBuilder().setSize(members.size());
        members.stream()
                .findFirst()
                .flatMap(url -> transaction.get(Instance.class, url))
                .ifPresent(
                        first -> group.setNetwork(first.getNetworkInterfaces(0).getNetwork())
                                .setSubnetwork(first.getNetworkInterfaces(0).getSubnetwork()));
        return group.build();
    }

    @Override
    void deleted(Transaction transaction, Link link, InstanceGroup last) {
        GroupMembers.forget(transaction, link);
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        return "compute.instanceGroups." + super.operationType(kind, call);
    }

    @Override
    boolean doneAtOnce(String method) {
        return method.equals("addInstances");
    }

    @Override
    Map<String, Action<InstanceGroup>> actions() {
        return Map.of(
                "setNamedPorts",
                new Action.Change<>("compute.instanceGroups.setNamedPorts", InstanceGroupBehaviour::setNamedPorts),
                "addInstances",
                new Action.Change<>("compute.instanceGroups.addInstances", InstanceGroupBehaviour::addInstances),
                "removeInstances",
                new Action.Change<>("compute.instanceGroups.removeInstances", InstanceGroupBehaviour::removeInstances),
                "listInstances",
                new Action.Answer<>(InstanceGroupBehaviour::listInstances));
    }

    private static InstanceGroup setNamedPorts(Transaction transaction, Link link, InstanceGroup current, Call call) {
        var request = Fields.as(InstanceGroupsSetNamedPortsRequest.getDefaultInstance(), call.body());
        if (!request.getFingerprint().isEmpty() && !request.getFingerprint().equals(current.getFingerprint())) {
            throw Refusals.staleFingerprint();
        }
        return current.toBuilder()
                .clearNamedPorts()
                .addAllNamedPorts(request.getNamedPortsList())
                .build();
    }

    private static InstanceGroup addInstances(Transaction transaction, Link link, InstanceGroup current, Call call) {
        requireUnmanaged(transaction, link);
        List<String> wanted = urls(transaction, ((InstanceGroupsAddInstancesRequest) call.body()).getInstancesList());
        List<String> members = GroupMembers.of(transaction, link);
        wanted.stream().filter(members::contains).findAny().ifPresent(twice -> {
            throw Refusals.invalidValue("resource.instances", twice, "The instance is already a member of the group.");
        });
        GroupMembers.add(transaction, link, wanted);
        return current;
    }

    private static InstanceGroup removeInstances(Transaction transaction, Link link, InstanceGroup current, Call call) {
        requireUnmanaged(transaction, link);
        var request = (InstanceGroupsRemoveInstancesRequest) call.body();
        GroupMembers.remove(transaction, link, urls(transaction, request.getInstancesList()));
        return current;
    }

    private static void requireUnmanaged(Transaction transaction, Link link) {
        if (transaction
                .get(InstanceGroupManager.class, link.in("instanceGroupManagers", link.name()))
                .isPresent()) {
            throw ApiException.failedPrecondition(
                    "instanceGroupManaged", "The members of '" + link.path() + "' are for its manager to choose.");
        }
    }

    private static List<String> urls(Transaction transaction, List<InstanceReference> instances) {
        return instances.stream()
                .map(reference -> Link.parse(
                                reference.getInstance(), transaction.project().id())
                        .orElseThrow(() -> Refusals.invalidValue(
                                "resource.instances", reference.getInstance(), "The URL is malformed.")))
                .map(transaction::canonical)
                .peek(link -> transaction.get(link).orElseThrow(() -> Refusals.notFound(link)))
                .map(Link::url)
                .toList();
    }

    private static Message listInstances(Transaction transaction, Call call) {
        Link link = call.link();
        InstanceGroup group = transaction.get(InstanceGroup.class, link).orElseThrow(() -> Refusals.notFound(link));
        var request = Fields.as(InstanceGroupsListInstancesRequest.getDefaultInstance(), call.bodyOrDefault());
        boolean runningOnly = request.getInstanceState().equals("RUNNING");
        Stream<Stored> members = GroupMembers.of(transaction, link).stream()
                .flatMap(url -> transaction.get(Instance.class, url).stream())
                .filter(instance -> !runningOnly || instance.getStatus().equals("RUNNING"))
                .map(instance -> new Stored(
                        Link.parse(instance.getSelfLink()).orElseThrow(),
                        InstanceWithNamedPorts.newBuilder()
                                .setInstance(instance.getSelfLink())
                                .setStatus(instance.getStatus())
                                .addAllNamedPorts(group.getNamedPortsList())
                                .build()));
        return ListMethods.bare(call, Page.of(members, call));
    }
}
