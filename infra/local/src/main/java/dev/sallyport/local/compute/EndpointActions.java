package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.cloud.compute.v1.NetworkEndpointGroup;
import com.google.cloud.compute.v1.NetworkEndpointGroupsAttachEndpointsRequest;
import com.google.cloud.compute.v1.NetworkEndpointGroupsListNetworkEndpoints;
import com.google.cloud.compute.v1.NetworkEndpointWithHealthStatus;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The endpoints of network endpoint groups. Nothing is known of their health. */
final class EndpointActions {
    private static final String LIST = "network_endpoints";

    private EndpointActions() {}

    static Optional<Action<Message>> of(ComputeMethod method) {
        return Optional.ofNullable(
                switch (method.name()) {
                    case "attachNetworkEndpoints" ->
                        new Action.Change<>("attachNetworkEndpoints", EndpointActions::attach);
                    case "detachNetworkEndpoints" ->
                        new Action.Change<>("detachNetworkEndpoints", EndpointActions::detach);
                    case "listNetworkEndpoints" -> new Action.Answer<>(EndpointActions::list);
                    default -> null;
                });
    }

    private static Message attach(Transaction transaction, Link group, Message current, Call call) {
        Set<NetworkEndpoint> attached = new LinkedHashSet<>(endpoints(transaction, group));
        attached.addAll(sent(call));
        return keep(transaction, group, current, attached);
    }

    private static Message detach(Transaction transaction, Link group, Message current, Call call) {
        Set<NetworkEndpoint> attached = new LinkedHashSet<>(endpoints(transaction, group));
        sent(call).forEach(gone -> {
            if (!attached.remove(gone)) {
                throw Refusals.invalidValue(
                        "networkEndpoints",
                        address(gone),
                        "The network endpoint is not attached to the network endpoint group.");
            }
        });
        return keep(transaction, group, current, attached);
    }

    private static Message list(Transaction transaction, Call call) {
        Link group = call.link();
        CommonMethods.existing(transaction, group);
        List<NetworkEndpoint> attached = endpoints(transaction, group);
        List<Stored> all = new ArrayList<>();
        for (int i = 0; i < attached.size(); i++) {
            NetworkEndpointWithHealthStatus item = NetworkEndpointWithHealthStatus.newBuilder()
                    .setNetworkEndpoint(attached.get(i))
                    .build();
            // In the order of attaching; pages are cut by name.
            all.add(new Stored(group.child("networkEndpoints", "%09d".formatted(i)), item));
        }
        Page page = Page.of(all.stream(), call);
        NetworkEndpointGroupsListNetworkEndpoints.Builder answer =
                NetworkEndpointGroupsListNetworkEndpoints.newBuilder()
                        .setKind("compute#networkEndpointGroupsListNetworkEndpoints")
                        .setId(group.path() + "/listNetworkEndpoints");
        page.items().forEach(item -> answer.addItems((NetworkEndpointWithHealthStatus) item.message()));
        if (!page.nextToken().isEmpty()) {
            answer.setNextPageToken(page.nextToken());
        }
        return answer.build();
    }

    private static List<NetworkEndpoint> sent(Call call) {
        List<NetworkEndpoint> sent = Fields.messages(call.body(), LIST).stream()
                .map(NetworkEndpoint.class::cast)
                .toList();
        if (sent.isEmpty()) {
            throw Refusals.requiredField("resource.networkEndpoints");
        }
        return sent;
    }

    static List<NetworkEndpoint> endpoints(Transaction transaction, Link group) {
        return transaction
                .get(NetworkEndpointGroupsAttachEndpointsRequest.class, place(group))
                .map(NetworkEndpointGroupsAttachEndpointsRequest::getNetworkEndpointsList)
                .orElse(List.of());
    }

    private static Message keep(Transaction transaction, Link group, Message current, Set<NetworkEndpoint> endpoints) {
        transaction.put(
                place(group),
                NetworkEndpointGroupsAttachEndpointsRequest.newBuilder()
                        .addAllNetworkEndpoints(endpoints)
                        .build());
        return ((NetworkEndpointGroup) current)
                .toBuilder().setSize(endpoints.size()).build();
    }

    private static Link place(Link group) {
        return group.child("networkEndpoints", "attached");
    }

    private static String address(NetworkEndpoint endpoint) {
        return endpoint.getIpAddress() + endpoint.getFqdn() + ":" + endpoint.getPort();
    }
}
