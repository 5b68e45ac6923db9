package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.DistributionPolicy;
import com.google.cloud.compute.v1.DistributionPolicyZoneConfiguration;
import com.google.cloud.compute.v1.InstanceGroupManager;
import dev.sallyport.local.compute.ManagedInstances.Managed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The zones that a managed instance group spreads over. */
final class GroupZones {
    /** Google picks three zones of a region where nobody says otherwise. */
    private static final int DEFAULT_COUNT = 3;

    private GroupZones() {}

    static void complete(Link link, InstanceGroupManager.Builder manager, Optional<InstanceGroupManager> before) {
        if (link.scope().kind() != Scope.Kind.REGION) {
            manager.clearDistributionPolicy();
            return;
        }
        DistributionPolicy.Builder policy = manager.getDistributionPolicyBuilder();
        Fields.setDefault(policy, "target_shape", "EVEN");
        if (policy.getZonesCount() == 0) {
            defaults(link)
                    .forEach(zone -> policy.addZones(DistributionPolicyZoneConfiguration.newBuilder()
                            .setZone(link.inScope(Scope.PROJECT, "zones", zone).url())));
        }
        policy.getZonesList().forEach(zone -> check(link, zone.getZone()));
        before.ifPresent(was -> checkSame(was.getDistributionPolicy(), policy));
    }

    /** The last three: in us-central1 Google's own choice is b, c and f. */
    private static List<String> defaults(Link link) {
        List<String> zones = Geography.zonesOf(link.scope().name());
        return zones.subList(Math.max(0, zones.size() - DEFAULT_COUNT), zones.size());
    }

    private static void check(Link link, String zone) {
        boolean inRegion = Link.parse(zone)
                .filter(named -> Geography.zonesOf(link.scope().name()).contains(named.name()))
                .isPresent();
        if (!inRegion) {
            throw Refusals.invalidValue(
                    "resource.distributionPolicy.zones",
                    zone,
                    "The zone is not in region '" + link.scope().name() + "'.");
        }
    }

    private static void checkSame(DistributionPolicy before, DistributionPolicy.Builder wanted) {
        if (!before.getZonesList().equals(wanted.getZonesList())) {
            throw Refusals.invalidValue(
                    "resource.distributionPolicy.zones",
                    "",
                    "The zones of a group cannot be changed after its creation.");
        }
    }

    /** Names of the zones of a group. */
    static List<String> of(Link link, InstanceGroupManager manager) {
        return link.scope().kind() == Scope.Kind.ZONE
                ? List.of(link.scope().name())
                : manager.getDistributionPolicy().getZonesList().stream()
                        .map(zone -> Link.parse(zone.getZone()).orElseThrow().name())
                        .toList();
    }

    /** The zone that the next instance goes to. */
    static String emptiest(Link link, InstanceGroupManager manager, List<Managed> members) {
        return of(link, manager).stream()
                .min(Comparator.comparing((String zone) -> members.stream()
                                .filter(member ->
                                        member.instance().scope().name().equals(zone))
                                .count())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    static int count(Link link, InstanceGroupManager.Builder manager) {
        return link.scope().kind() == Scope.Kind.ZONE
                ? 1
                : manager.getDistributionPolicy().getZonesCount();
    }
}
