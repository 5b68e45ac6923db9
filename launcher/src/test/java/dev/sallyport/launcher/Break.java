package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that somebody careless does to the lab, and what a check is to make of it.
 *
 * @param told what somebody does, in words
 * @param control the one that is violated
 * @param subject how the finding's begins
 * @param evidence a name in the finding's evidence, and what its value contains
 * @param opens the kinds of ways by which strangers may be served until it is mended
 * @param hands does it
 * @param mending by what it is put right
 */
record Break(
        String told,
        String control,
        String subject,
        Evidence evidence,
        Set<Class<? extends WayIn>> opens,
        Consumer<Hands> hands,
        Mending mending) {
    private static final String OPEN_TO_ALL =
            "{'name': 'open-to-all', 'allowed': [{'IPProtocol': 'tcp'}]," + " 'sourceRanges': ['0.0.0.0/0']}";
    private static final String SERVICE = "backendServices/my-backend-service";
    private static final String PROXY = "my-load-balancer-target-proxy";

    record Evidence(String name, String value) {
        boolean isIn(Observation seen) {
            return seen.evidence().getOrDefault(name, "").contains(value);
        }
    }

    /** Who puts it right. */
    sealed interface Mending {
        /** A stage, by the mode fix. */
        record ByStage(String stage) implements Mending {}

        /** A person: it is not Sallyport's. */
        record ByHand(Consumer<Hands> hands) implements Mending {}
    }

    boolean is(Observation seen) {
        return seen.control().equals(control) && seen.subject().startsWith(subject) && evidence.isIn(seen);
    }

    @Override
    public String toString() {
        return control + ": " + told;
    }

    /** The time is moved by the last one alone. */
    static Stream<Break> all() {
        return Stream.of(
                fixed(
                        "IAP is switched off",
                        Controls.IAP_ON,
                        SERVICE,
                        "iap.enabled",
                        "false",
                        "iap",
                        hands -> hands.global("PATCH", SERVICE, "{'iap': {'enabled': false}}"),
                        Set.of(FrontEnd.class)),
                fixed(
                        "a rule opens every port to the world",
                        Controls.FIREWALL_OPEN,
                        "firewalls/open-to-all",
                        "port",
                        "tcp:80",
                        "firewall",
                        hands -> hands.global("POST", "firewalls", OPEN_TO_ALL),
                        Set.of(VmAddress.class, Neighbour.class)),
                fixed(
                        "Sallyport's own rule is widened",
                        Controls.FIREWALL_OPEN,
                        "firewalls/allow-iap-traffic",
                        "sources",
                        "",
                        "firewall",
                        hands ->
                                hands.global("PATCH", "firewalls/allow-iap-traffic", "{'sourceRanges': ['0.0.0.0/0']}"),
                        Set.of(VmAddress.class, Neighbour.class)),
                fixed(
                        "everybody is let in",
                        Controls.PRINCIPALS,
                        "iapPolicies/",
                        "members[allusers]",
                        "granted",
                        "access",
                        Break::letEverybodyIn,
                        Set.of(FrontEnd.class)),
                fixed(
                        "another certificate is served",
                        Controls.CERTIFICATE_SERVED,
                        "targetHttpsProxies/" + PROXY,
                        "sslCertificates",
                        "another",
                        "frontend",
                        Break::serveAnotherCertificate),
                fixed(
                        "old TLS versions are taken",
                        Controls.TLS_POLICY,
                        "sslPolicies/",
                        "minTlsVersion",
                        "TLS_1_0",
                        "frontend",
                        Break::takeOldTls),
                fixed(
                        "the backend service is made anew",
                        Controls.STALE_VMS,
                        "instanceGroupManagers/my-managed-instance-group",
                        "versions",
                        "",
                        "restart",
                        Hands::makeBackendServiceAnew),
                fixed(
                        "a time-out is shortened",
                        Controls.DRIFT,
                        SERVICE,
                        "timeoutSec",
                        "7",
                        "backend",
                        hands -> hands.global("PATCH", SERVICE, "{'timeoutSec': 7}")),
                fixed(
                        "Sallyport's own rule is deleted",
                        Controls.DRIFT,
                        "firewalls/allow-iap-traffic",
                        "state",
                        "is not there",
                        "firewall",
                        hands -> hands.global("DELETE", "firewalls/allow-iap-traffic", "")),
                reported(
                        "a backend service of the same group has no IAP",
                        Controls.OTHER_PATH,
                        "backendServices/side-door",
                        "kind",
                        "backend service",
                        Break::addSideDoor,
                        hands -> hands.global("DELETE", "backendServices/side-door", "")),
                reported(
                        "a VM gets an external address",
                        Controls.EXTERNAL_ADDRESS,
                        "instances/my-managed-instance-group-",
                        "addresses",
                        "198.",
                        hands -> hands.compute(
                                "POST",
                                hands.vms().get(0) + "/addAccessConfig?networkInterface=nic0",
                                "{'name': 'External NAT', 'type': 'ONE_TO_ONE_NAT'}"),
                        hands -> hands.compute(
                                "POST",
                                hands.vms().get(0)
                                        + "/deleteAccessConfig?networkInterface=nic0&accessConfig=External%20NAT",
                                "")),
                reported(
                        "a role is granted on the project",
                        Controls.INHERITED_ACCESS,
                        "user:mallory@example.com on projects/",
                        "member",
                        "user:mallory@example.com",
                        hands -> hands.call(
                                "POST",
                                Hands.POLICY + ":setIamPolicy",
                                "{'policy': {'bindings': [{'role': 'roles/iap.httpsResourceAccessor',"
                                        + " 'members': ['user:mallory@example.com']}]}}"),
                        hands -> hands.call("POST", Hands.POLICY + ":setIamPolicy", "{'policy': {'bindings': []}}")),
                reported(
                        "the front end serves plain HTTP too",
                        Controls.PLAIN_HTTP,
                        "plain-http-is-closed",
                        "check",
                        "plain-http",
                        Break::servePlainHttp,
                        hands -> {
                            hands.global("DELETE", "forwardingRules/plain", "");
                            hands.global("DELETE", "targetHttpProxies/plain", "");
                        }),
                reported(
                        "preflights pass without sign-in",
                        Controls.IAP_SETTINGS,
                        SERVICE,
                        "corsSettings.allowHttpOptions",
                        "true",
                        hands -> allowHttpOptions(hands, true),
                        hands -> allowHttpOptions(hands, false)),
                reported(
                        "the application believes every header",
                        Controls.BAD_ASSERTIONS,
                        "app-refuses-bad-assertions",
                        "check",
                        "app-refuses",
                        hands -> hands.runOnVms(CredulousApp.command()),
                        hands -> hands.runOnVms("")),
                reported(
                        "nobody reaches the application any more",
                        Controls.LIVE_PROBE,
                        "app-greets-the-admitted",
                        "check",
                        "app-greets",
                        hands -> hands.global(
                                "POST",
                                "firewalls",
                                "{'name': 'deny-all', 'priority': 900,"
                                        + " 'denied': [{'IPProtocol': 'all'}], 'sourceRanges': ['0.0.0.0/0']}"),
                        hands -> hands.global("DELETE", "firewalls/deny-all", "")),
                fixed(
                        "the certificate is not looked after",
                        Controls.CERTIFICATE_EXPIRY,
                        "sslCertificates/my-cert",
                        "daysLeftAtMost",
                        "30",
                        "certificate",
                        Hands::letTheCertificateGetOld));
    }

    /** Every control that one of them violates. */
    static Set<String> controls() {
        return all().map(Break::control).collect(Collectors.toSet());
    }

    Optional<String> stage() {
        return mending instanceof Mending.ByStage byStage ? Optional.of(byStage.stage()) : Optional.empty();
    }

    private static Break fixed(
            String told,
            String control,
            String subject,
            String evidence,
            String value,
            String stage,
            Consumer<Hands> hands) {
        return fixed(told, control, subject, evidence, value, stage, hands, Set.of());
    }

    private static Break fixed(
            String told,
            String control,
            String subject,
            String evidence,
            String value,
            String stage,
            Consumer<Hands> hands,
            Set<Class<? extends WayIn>> opens) {
        return new Break(
                told, control, subject, new Evidence(evidence, value), opens, hands, new Mending.ByStage(stage));
    }

    private static Break reported(
            String told,
            String control,
            String subject,
            String evidence,
            String value,
            Consumer<Hands> hands,
            Consumer<Hands> mending) {
        return new Break(
                told, control, subject, new Evidence(evidence, value), Set.of(), hands, new Mending.ByHand(mending));
    }

    private static void letEverybodyIn(Hands hands) {
        hands.call(
                "POST",
                Hands.IAP + ":setIamPolicy",
                "{'policy': {'bindings': [{'role': 'roles/iap.httpsResourceAccessor', 'members':"
                        + " ['user:alice@example.com', 'allUsers',"
                        + " 'serviceAccount:sallyport-verify@lab-project.iam.gserviceaccount.com']}]}}");
    }

    private static void serveAnotherCertificate(Hands hands) {
        hands.uploadCertificate("another");
        hands.compute(
                "POST",
                "targetHttpsProxies/" + PROXY + "/setSslCertificates",
                "{'sslCertificates': ['global/sslCertificates/another']}");
    }

    private static void takeOldTls(Hands hands) {
        String policy = hands.get("global/sslPolicies").at("/items/0/name").asText();
        hands.global(
                "PATCH",
                "sslPolicies/" + policy,
                "{'minTlsVersion': 'TLS_1_0', 'fingerprint': '"
                        + hands.get("global/sslPolicies/" + policy)
                                .path("fingerprint")
                                .asText() + "'}");
    }

    private static void addSideDoor(Hands hands) {
        hands.global(
                "POST",
                "backendServices",
                "{'name': 'side-door', 'protocol': 'HTTP',"
                        + " 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'healthChecks': ['projects/lab-project/global/healthChecks/my-health-check'],"
                        + " 'backends': [{'group': 'projects/lab-project/regions/us-central1/instanceGroups/my-managed-instance-group'}]}");
    }

    private static void servePlainHttp(Hands hands) {
        String address = hands.get("global/addresses/static-ip").path("address").asText();
        hands.global("POST", "targetHttpProxies", "{'name': 'plain', 'urlMap': 'global/urlMaps/my-load-balancer'}");
        hands.global(
                "POST",
                "forwardingRules",
                "{'name': 'plain', 'loadBalancingScheme': 'EXTERNAL_MANAGED', 'IPProtocol': 'TCP'," + " 'IPAddress': '"
                        + address + "', 'portRange': '80', 'target': 'global/targetHttpProxies/plain'}");
    }

    private static void allowHttpOptions(Hands hands, boolean allowed) {
        hands.call(
                "PATCH",
                Hands.IAP + ":iapSettings",
                "{'accessSettings': {'corsSettings': {'allowHttpOptions': " + allowed + "}}}");
    }
}
