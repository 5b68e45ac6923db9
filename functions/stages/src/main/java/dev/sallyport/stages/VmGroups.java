package dev.sallyport.stages;

import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkEndpoint;
import com.google.cloud.compute.v1.NetworkEndpointGroup;
import dev.sallyport.converge.Link;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which groups of a project hold VMs of a deployment: their own managed group, groups of a zone that somebody has put them into,
 * and network endpoint groups that have their addresses and the application's port, be they of the kind GCE_VM_IP_PORT,
 * GCE_VM_IP or NON_GCP_PRIVATE_IP_PORT.
 *
 * <p>What lies in no zone holds no VM by itself: it leads to names on the internet, to serverless applications and to what
 * others publish (cloud.google.com/load-balancing/docs/negs).
 */
final class VmGroups {
    private final StageWork work;
    private final String own;
    private final List<Instance> vms;
    private final Set<String> links;
    private final Set<String> addresses;

    /** @param own the partial link of the deployment's managed group */
    VmGroups(StageWork work, String own, List<Instance> vms) {
        this.work = work;
        this.own = own;
        this.vms = vms;
        links = vms.stream().map(Instance::getSelfLink).map(Link::partial).collect(Collectors.toSet());
        addresses = vms.stream().flatMap(VmGroups::addresses).collect(Collectors.toSet());
    }

    /** @param group its partial link */
    boolean holdsSome(String group) {
        if (group.equals(own)) {
            return true;
        }
        if (vms.isEmpty() || !group.contains("/zones/")) {
            return false;
        }
        return group.contains("/networkEndpointGroups/") ? leadsThere(group) : hasThem(group);
    }

    /** The partial links of the VMs. */
    Set<String> links() {
        return links;
    }

    private boolean hasThem(String group) {
        boolean managed = work.inventory().instanceGroupManagers().stream()
                .anyMatch(manager -> Link.partial(manager.getInstanceGroup()).equals(group));
        return !managed && work.inventory().members(group).stream().anyMatch(links::contains);
    }

    private boolean leadsThere(String link) {
        Optional<NetworkEndpointGroup> group = work.inventory().networkEndpointGroups().stream()
                .filter(there -> Link.partial(there.getSelfLink()).equals(link))
                .filter(there -> isInTheirNetwork(there.getNetwork()))
                .findFirst();
        return group.isPresent()
                && work.inventory().endpoints(link).stream()
                        .anyMatch(endpoint -> isTheirs(endpoint, link) && isThePort(endpoint, group.get()));
    }

    private boolean isInTheirNetwork(String network) {
        return network.isEmpty() || Link.name(network).equals(work.request().network());
    }

    private boolean isTheirs(NetworkEndpoint endpoint, String group) {
        String vm = endpoint.getInstance().contains("/")
                ? Link.partial(endpoint.getInstance())
                : group.replaceAll("/networkEndpointGroups/.*", "/instances/") + endpoint.getInstance();
        return endpoint.getInstance().isEmpty() ? addresses.contains(endpoint.getIpAddress()) : links.contains(vm);
    }

    /** One without a port, of its own or its group's, leads to all of them. */
    private boolean isThePort(NetworkEndpoint endpoint, NetworkEndpointGroup group) {
        int port = endpoint.hasPort() ? endpoint.getPort() : group.getDefaultPort();
        return port == 0 || port == work.request().instanceGroup().port();
    }

    private static Stream<String> addresses(Instance vm) {
        return vm.getNetworkInterfacesList().stream()
                .flatMap(nic -> Stream.concat(
                        Stream.of(nic.getNetworkIP()),
                        nic.getAccessConfigsList().stream().map(config -> config.getNatIP())))
                .filter(address -> !address.isEmpty());
    }
}
