package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.Set;
import java.util.stream.Stream;

/** What somebody careless does to the ways that lead to the application. */
final class ReachabilityBreaks {
    private static final String OWN_RULE = "firewalls/allow-iap-traffic";

    private ReachabilityBreaks() {}

    static Stream<Break> all() {
        return Stream.of(
                Break.when(
                                "IAP is switched off",
                                hands -> hands.global("PATCH", Hands.SERVICE, "{'iap': {'enabled': false}}"))
                        .violates(Controls.IAP_ON, Hands.SERVICE)
                        .showing("iap.enabled", "false (expected: true)")
                        .letsStrangersIn(Set.of(FrontEnd.class))
                        .repairedBy("iap"),
                Break.when("a rule opens every port to the world", ReachabilityBreaks::openToAll)
                        .violates(Controls.FIREWALL_OPEN, "firewalls/open-to-all")
                        .showing("port", "tcp:80")
                        .showing("sources", "0.0.0.0")
                        .letsStrangersIn(Set.of(VmAddress.class, Neighbour.class))
                        .repairedBy("firewall"),
                Break.when(
                                "Sallyport's own rule is widened",
                                hands -> hands.global("PATCH", OWN_RULE, "{'sourceRanges': ['0.0.0.0/0']}"))
                        .violates(Controls.FIREWALL_OPEN, OWN_RULE)
                        .showing("sources", "0.0.0.0")
                        .letsStrangersIn(Set.of(VmAddress.class, Neighbour.class))
                        .repairedBy("firewall"),
                Break.when("Sallyport's own rule is deleted", hands -> hands.global("DELETE", OWN_RULE, ""))
                        .violates(Controls.DRIFT, OWN_RULE)
                        .showing("state", "is not there")
                        .repairedBy("firewall"),
                Break.when("a VM is given an external address", ReachabilityBreaks::giveAddress)
                        .violates(Controls.EXTERNAL_ADDRESS, "instances/my-managed-instance-group-")
                        .showing("addresses", "[198.")
                        .repairedBy("instance-group"),
                Break.when("a backend service of the same group has no IAP", ReachabilityBreaks::addSideDoor)
                        .violates(Controls.OTHER_PATH, "backendServices/side-door")
                        .showing("kind", "backend service")
                        .showing("group", "instanceGroups/my-managed-instance-group")
                        .undoneBy(hands -> hands.global("DELETE", "backendServices/side-door", "")));
    }

    private static void openToAll(Hands hands) {
        hands.global(
                "POST",
                "firewalls",
                "{'name': 'open-to-all', 'allowed': [{'IPProtocol': 'tcp'}], 'sourceRanges': ['0.0.0.0/0']}");
    }

    private static void giveAddress(Hands hands) {
        hands.compute(
                "POST",
                hands.vms().get(0) + "/addAccessConfig?networkInterface=nic0",
                "{'name': 'External NAT', 'type': 'ONE_TO_ONE_NAT'}");
    }

    private static void addSideDoor(Hands hands) {
        hands.global(
                "POST",
                "backendServices",
                "{'name': 'side-door', 'protocol': 'HTTP', 'loadBalancingScheme': 'EXTERNAL_MANAGED',"
                        + " 'healthChecks': ['projects/lab-project/global/healthChecks/my-health-check'], 'backends':"
                        + " [{'group':"
                        + " 'projects/lab-project/regions/us-central1/instanceGroups/my-managed-instance-group'}]}");
    }
}
