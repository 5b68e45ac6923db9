package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.ServiceAccount;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A VM as the network sees it: its first interface.
 *
 * @param network the VPC network it is in
 * @param internal its address inside the network
 * @param external its address on the internet, if it has one
 */
public record Vm(
        ResourceLink link,
        ResourceLink network,
        Ipv4 internal,
        Optional<Ipv4> external,
        Set<String> tags,
        Set<String> serviceAccounts) {

    /** Empty for an instance that has no IPv4 address yet. */
    public static Optional<Vm> of(Instance instance) {
        if (instance.getNetworkInterfacesCount() == 0) {
            return Optional.empty();
        }
        NetworkInterface nic = instance.getNetworkInterfaces(0);
        return Ipv4.parse(nic.getNetworkIP())
                .map(internal -> new Vm(
                        ResourceLink.of(instance.getSelfLink()),
                        ResourceLink.of(nic.getNetwork()),
                        internal,
                        externalAddress(nic),
                        Set.copyOf(instance.getTags().getItemsList()),
                        instance.getServiceAccountsList().stream()
                                .map(ServiceAccount::getEmail)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private static Optional<Ipv4> externalAddress(NetworkInterface nic) {
        return nic.getAccessConfigsList().stream()
                .map(AccessConfig::getNatIP)
                .flatMap(address -> Ipv4.parse(address).stream())
                .findFirst();
    }
}
