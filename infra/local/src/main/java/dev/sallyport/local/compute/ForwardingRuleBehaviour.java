package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.TargetReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Forwarding rules, global and regional. */
final class ForwardingRuleBehaviour extends Behaviour<ForwardingRule> {
    ForwardingRuleBehaviour() {
        super("forwardingRules", ForwardingRule.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.to(
                        "target",
                        "targetHttpProxies",
                        "targetHttpsProxies",
                        "targetTcpProxies",
                        "targetSslProxies",
                        "targetGrpcProxies",
                        "targetPools",
                        "targetInstances",
                        "targetVpnGateways",
                        "serviceAttachments"),
                Reference.to("backend_service", "backendServices"),
                Reference.valid("network", "networks"),
                Reference.valid("subnetwork", "subnetworks"));
    }

    @Override
    Set<String> immutable() {
        return Set.of("I_p_address", "I_p_protocol", "load_balancing_scheme", "port_range");
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    boolean takesLabelsOnInsert() {
        return false;
    }

    @Override
    boolean doneAtOnce(String method) {
        return method.equals("setLabels");
    }

    @Override
    ForwardingRule complete(
            Transaction transaction, Link link, ForwardingRule wanted, Optional<ForwardingRule> before) {
        if (wanted.getTarget().isEmpty() && wanted.getBackendService().isEmpty()) {
            throw Refusals.requiredField("resource.target");
        }
        ForwardingRule.Builder rule = wanted.toBuilder();
        Fields.setDefault(rule, "I_p_protocol", "TCP");
        Fields.setDefault(rule, "load_balancing_scheme", "EXTERNAL");
        Fields.setDefault(rule, "network_tier", "PREMIUM");
        if (!rule.getPortRange().isEmpty() && !rule.getPortRange().contains("-")) {
            rule.setPortRange(rule.getPortRange() + "-" + rule.getPortRange());
        }
        checkPorts(rule);
        rule.setIPAddress(address(transaction, link, rule));
        checkFree(transaction, link, rule);
        return rule.build();
    }

    private static void checkPorts(ForwardingRule.Builder rule) {
        String range = rule.getPortRange();
        if (range.isEmpty()) {
            return;
        }
        if (!range.matches("\\d{1,5}-\\d{1,5}")) {
            throw Refusals.invalidValue(
                    "resource.portRange", range, "Must be a port or a range of ports, as in 443 or 80-90.");
        }
        boolean proxy = rule.getTarget().contains("/targetHttp");
        String[] ends = range.split("-");
        if (proxy && !ends[0].equals(ends[1])) {
            throw Refusals.invalidValue("resource.portRange", range, "A target proxy takes a single port.");
        }
    }

    /** The address itself, of whatever was sent: a reserved address's link or number, or nothing. */
    private static String address(Transaction transaction, Link link, ForwardingRule.Builder rule) {
        String sent = rule.getIPAddress();
        if (sent.isEmpty()) {
            boolean internal = rule.getLoadBalancingScheme().equals("INTERNAL") && rule.hasSubnetwork();
            return internal
                    ? InternalAddresses.next(transaction, rule.getSubnetwork())
                    : transaction.externalAddress(link.scope().kind() == Scope.Kind.GLOBAL);
        }
        Optional<Link> reserved = Link.parse(sent, link.project())
                .filter(named -> named.collection().equals("addresses"));
        if (reserved.isEmpty()) {
            return sent;
        }
        return transaction
                .get(Address.class, transaction.canonical(reserved.get()))
                .map(Address::getAddress)
                .orElseThrow(() -> Refusals.notFound(reserved.get()));
    }

    private static void checkFree(Transaction transaction, Link link, ForwardingRule.Builder rule) {
        if (rule.getIPAddress().equals("0.0.0.0")
                || rule.getLoadBalancingScheme().startsWith("INTERNAL")) {
            return;
        }
        transaction
                .all("forwardingRules")
                .filter(stored -> !stored.link().equals(link))
                .filter(stored -> sharesDoor((ForwardingRule) stored.message(), rule))
                .findAny()
                .ifPresent(taken -> {
                    throw Refusals.invalidValue(
                            "resource.IPAddress",
                            rule.getIPAddress(),
                            "Specified IP address is in-use and would result in a conflict.");
                });
    }

    private static boolean sharesDoor(ForwardingRule known, ForwardingRule.Builder rule) {
        return known.getIPAddress().equals(rule.getIPAddress())
                && known.getIPProtocol().equals(rule.getIPProtocol())
                && known.getPortRange().equals(rule.getPortRange());
    }

    @Override
    Map<String, Action<ForwardingRule>> actions() {
        return Map.of(
                "setTarget",
                new Action.Change<>(
                        "SetTarget",
                        (transaction, link, current, call) -> current.toBuilder()
                                .setTarget(((TargetReference) call.body()).getTarget())
                                .build()));
    }
}
