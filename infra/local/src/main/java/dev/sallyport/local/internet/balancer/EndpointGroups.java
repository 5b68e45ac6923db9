package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.cloud.compute.v1.NetworkEndpointGroup;
import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.internet.balancer.Backends.Backend;
import dev.sallyport.local.internet.network.ResourceLink;
import dev.sallyport.local.internet.network.Vm;
import java.util.List;
import java.util.Optional;

/**
 * The VMs in zonal network endpoint groups. An endpoint names its VM, by link or by its name in the group's zone; those
 * of other kinds of groups, which lead elsewhere, are none.
 */
final class EndpointGroups {
    private final ComputeView compute;

    EndpointGroups(ComputeView compute) {
        this.compute = compute;
    }

    static boolean isNamedBy(String groupLink) {
        return ResourceLink.parse(groupLink)
                .filter(link -> link.collection().equals("networkEndpointGroups"))
                .isPresent();
    }

    List<Backend> of(String groupLink) {
        return compute.find(NetworkEndpointGroup.class, groupLink).stream()
                .flatMap(group -> compute.endpoints(groupLink).stream()
                        .flatMap(endpoint -> backend(groupLink, group, endpoint).stream()))
                .toList();
    }

    private Optional<Backend> backend(String groupLink, NetworkEndpointGroup group, NetworkEndpoint endpoint) {
        int port = endpoint.hasPort() ? endpoint.getPort() : group.getDefaultPort();
        return instance(groupLink, endpoint)
                .flatMap(link -> compute.find(Instance.class, link))
                .flatMap(Vm::of)
                .map(vm -> new Backend(vm, groupLink, port));
    }

    private static Optional<String> instance(String groupLink, NetworkEndpoint endpoint) {
        String named = endpoint.getInstance();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        ResourceLink group = ResourceLink.of(groupLink);
        return Optional.of(ResourceLink.parse(named)
                .orElseGet(() -> new ResourceLink(group.project(), group.scope(), "instances", named))
                .toString());
    }
}
