package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Subnetwork;
import com.google.cloud.compute.v1.SubnetworksExpandIpCidrRangeRequest;
import com.google.cloud.compute.v1.SubnetworksSetPrivateIpGoogleAccessRequest;
import dev.sallyport.local.api.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Subnetworks: their ranges do not overlap within a network, and each brings a route. */
final class SubnetworkBehaviour extends Behaviour<Subnetwork> {
    SubnetworkBehaviour() {
        super("subnetworks", Subnetwork.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.valid("network", "networks"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("gateway_address", "internal_ipv6_prefix", "ipv6_cidr_range", "state");
    }

    @Override
    Set<String> immutable() {
        return Set.of("network", "ip_cidr_range");
    }

    @Override
    Subnetwork complete(Transaction transaction, Link link, Subnetwork wanted, Optional<Subnetwork> before) {
        if (!wanted.hasNetwork()) {
            throw Refusals.requiredField("resource.network");
        }
        IpRange range = range(wanted);
        checkFree(transaction, link, wanted, range);
        Subnetwork.Builder subnetwork = wanted.toBuilder().setGatewayAddress(range.address(1));
        Fields.setDefault(subnetwork, "private_ip_google_access", false);
        Fields.setDefault(subnetwork, "private_ipv6_google_access", "DISABLE_GOOGLE_ACCESS");
        Fields.setDefault(subnetwork, "purpose", "PRIVATE");
        Fields.setDefault(subnetwork, "stack_type", "IPV4_ONLY");
        if (subnetwork.hasLogConfig()) {
            subnetwork.setEnableFlowLogs(subnetwork.getLogConfig().getEnable());
            Fields.setDefault(subnetwork, "allow_subnet_cidr_routes_overlap", false);
        }
        return subnetwork.build();
    }

    private static IpRange range(Subnetwork wanted) {
        return IpRange.parse(wanted.getIpCidrRange())
                .filter(range -> range.prefixLength() >= 8 && range.prefixLength() <= 29)
                .orElseThrow(
                        () -> Refusals.invalidValue(
                                "resource.ipCidrRange",
                                wanted.getIpCidrRange(),
                                "Must be a CIDR address range that is contained in a private range, with a prefix of 8 to 29 bits."));
    }

    private static void checkFree(Transaction transaction, Link link, Subnetwork wanted, IpRange range) {
        transaction
                .all("subnetworks")
                .filter(stored -> !stored.link().equals(link))
                .filter(stored -> ((Subnetwork) stored.message()).getNetwork().equals(wanted.getNetwork()))
                .filter(stored -> IpRange.parse(((Subnetwork) stored.message()).getIpCidrRange())
                        .filter(range::overlaps)
                        .isPresent())
                .findAny()
                .ifPresent(taken -> {
                    throw ApiException.invalid("Invalid IPCidrRange: " + range + " conflicts with existing subnetwork '"
                            + taken.link().name() + "' in region '"
                            + taken.link().scope().name() + "'.");
                });
    }

    @Override
    void changed(Transaction transaction, Link link, Optional<Subnetwork> before, Subnetwork after) {
        if (before.isEmpty()) {
            Link.parse(after.getNetwork())
                    .ifPresent(network -> DefaultRoutes.toSubnetwork(transaction, network, after.getIpCidrRange()));
        }
    }

    @Override
    void deleted(Transaction transaction, Link link, Subnetwork last) {
        transaction
                .all("routes")
                .filter(stored -> Fields.text(stored.message(), "network").equals(last.getNetwork())
                        && Fields.text(stored.message(), "dest_range").equals(last.getIpCidrRange()))
                .map(ProjectResources.Stored::link)
                .toList()
                .forEach(transaction::remove);
    }

    @Override
    Map<String, Action<Subnetwork>> actions() {
        return Map.of(
                "setPrivateIpGoogleAccess",
                new Action.Change<>("setPrivateIpGoogleAccess", SubnetworkBehaviour::setPrivateIpGoogleAccess),
                "expandIpCidrRange",
                new Action.Change<>("compute.subnetworks.expandIpCidrRange", SubnetworkBehaviour::expand));
    }

    private static Subnetwork setPrivateIpGoogleAccess(
            Transaction transaction, Link link, Subnetwork current, Call call) {
        boolean wanted = ((SubnetworksSetPrivateIpGoogleAccessRequest) call.body()).getPrivateIpGoogleAccess();
        return current.toBuilder().setPrivateIpGoogleAccess(wanted).build();
    }

    private static Subnetwork expand(Transaction transaction, Link link, Subnetwork current, Call call) {
        String wanted = ((SubnetworksExpandIpCidrRangeRequest) call.body()).getIpCidrRange();
        Subnetwork expanded = current.toBuilder().setIpCidrRange(wanted).build();
        if (!range(expanded).contains(range(current))) {
            throw Refusals.invalidValue("ipCidrRange", wanted, "The new range must contain " + range(current) + ".");
        }
        return expanded;
    }
}
