package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Subnetwork;

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
        long offset = transaction.lowestFree(
                subnetwork,
                RESERVED_AT_START,
                number -> new Term.HasInternalAddress(subnetwork, range.address(number)));
        if (offset >= range.size() - RESERVED_AT_END) {
            throw OperationFailure.of("IP_SPACE_EXHAUSTED", "IP space of '" + subnetwork + "' is exhausted.");
        }
        return range.address(offset);
    }
}
