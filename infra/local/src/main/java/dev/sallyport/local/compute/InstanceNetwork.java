package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Subnetwork;
import dev.sallyport.local.compute.ProjectResources.Stored;

/** The network interfaces of an instance: which subnetwork, which addresses. */
final class InstanceNetwork {
    private InstanceNetwork() {}

    static void complete(Transaction transaction, Link link, Instance.Builder instance) {
        if (instance.getNetworkInterfacesCount() == 0) {
            throw Refusals.invalidValue(
                    "resource.networkInterfaces", "", "At least one network interface is required.");
        }
        for (int i = 0; i < instance.getNetworkInterfacesCount(); i++) {
            instance.setNetworkInterfaces(i, complete(transaction, link, instance.getNetworkInterfaces(i), i));
        }
    }

    private static NetworkInterface complete(Transaction transaction, Link link, NetworkInterface sent, int index) {
        NetworkInterface.Builder nic = sent.toBuilder().clearFingerprint();
        place(transaction, link, nic, index);
        if (nic.getNetworkIP().isEmpty()) {
            nic.setNetworkIP(InternalAddresses.next(transaction, nic.getSubnetwork()));
        }
        Fields.setDefault(nic, "stack_type", "IPV4_ONLY");
        for (int i = 0; i < nic.getAccessConfigsCount(); i++) {
            nic.setAccessConfigs(i, complete(transaction, nic.getAccessConfigs(i)));
        }
        nic.setName("nic" + index).setKind("compute#networkInterface");
        return nic.setFingerprint(Fingerprint.of(nic.build())).build();
    }

    private static void place(Transaction transaction, Link link, NetworkInterface.Builder nic, int index) {
        if (nic.getSubnetwork().isEmpty()) {
            Fields.setDefault(
                    nic,
                    "network",
                    link.inScope(Scope.GLOBAL, "networks", "default").url());
            nic.setSubnetwork(subnetwork(transaction, link, nic.getNetwork(), index));
        } else {
            transaction
                    .get(Subnetwork.class, nic.getSubnetwork())
                    .ifPresent(subnetwork -> nic.setNetwork(subnetwork.getNetwork()));
        }
    }

    private static String subnetwork(Transaction transaction, Link link, String network, int index) {
        Scope region = Scope.region(link.scope().region());
        return transaction
                .all("subnetworks")
                .filter(stored -> stored.link().scope().equals(region))
                .filter(stored -> Fields.text(stored.message(), "network").equals(network))
                .map(Stored::link)
                .map(Link::url)
                .min(String::compareTo)
                .orElseThrow(() -> Refusals.invalidValue(
                        "resource.networkInterfaces[" + index + "].network",
                        network,
                        "The network has no subnetwork in region '" + region.name() + "'."));
    }

    /** An access config with an address of its own, where the request brought none. */
    static AccessConfig complete(Transaction transaction, AccessConfig sent) {
        AccessConfig access = InstanceTemplateBehaviour.complete(sent);
        return access.getNatIP().isEmpty()
                ? access.toBuilder()
                        .setNatIP(transaction.externalAddress(false))
                        .build()
                : access;
    }
}
