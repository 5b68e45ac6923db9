package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Subnetwork;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses within subnetworks. */
final class InternalAddresses {
    /** The network's own address and its gateway come before the first that anybody gets. */
    private static final int RESERVED_AT_START = 2;

    /** The last two addresses of a subnetwork are reserved. */
    private static final int RESERVED_AT_END = 2;

    private InternalAddresses() {}

    /** The first address of the subnetwork that nobody has. */
    static String next(Transaction transaction, String subnetwork) {
        IpRange range = transaction
                .get(Subnetwork.class, subnetwork)
                .flatMap(found -> IpRange.parse(found.getIpCidrRange()))
                .orElseThrow(() -> Refusals.invalidValue(
                        "resource.subnetwork", subnetwork, "The referenced subnetwork resource cannot be found."));
        Set<String> taken = taken(transaction, subnetwork);
        for (long offset = RESERVED_AT_START; offset < range.size() - RESERVED_AT_END; offset++) {
            String address = range.address(offset);
            if (!taken.contains(address)) {
                return address;
            }
        }
        throw OperationFailure.of("IP_SPACE_EXHAUSTED", "IP space of '" + subnetwork + "' is exhausted.");
    }

    private static Set<String> taken(Transaction transaction, String subnetwork) {
        Stream<String> reserved = transaction
                .all("addresses")
                .map(stored -> (Address) stored.message())
                .filter(address -> address.getSubnetwork().equals(subnetwork))
                .map(Address::getAddress);
        Stream<String> inUse = transaction
                .all("instances")
                .flatMap(stored -> ((Instance) stored.message()).getNetworkInterfacesList().stream())
                .filter(nic -> nic.getSubnetwork().equals(subnetwork))
                .map(NetworkInterface::getNetworkIP);
        return Stream.concat(reserved, inUse).collect(Collectors.toSet());
    }
}
