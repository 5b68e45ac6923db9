package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.Firewall;
import java.util.Collection;
import java.util.List;

/**
 * The firewall of one VPC network: decides a connection by priority, deny before allow where priorities are equal, and by
 * the implied rules (no ingress, all egress) where no rule matches. Firewall policies are not computed.
 *
 * @see <a href="https://cloud.google.com/firewall/docs/firewalls">VPC firewall rules</a>
 */
public final class FirewallRules {
    private final List<FirewallRule> inOrder;

    /** @param rules the rules of one network, in any order */
    public FirewallRules(Collection<Firewall> rules) {
        inOrder = rules.stream()
                .filter(rule -> !rule.getDisabled())
                .map(FirewallRule::of)
                .sorted()
                .toList();
    }

    /** Whether a connection reaches a VM of the network. */
    public Decision ingress(Peer source, Vm target, Transport transport) {
        return inOrder.stream()
                .filter(rule -> !rule.egress() && rule.appliesTo(target))
                .filter(rule -> rule.matches(source, Peer.inside(target), transport))
                .findFirst()
                .map(FirewallRule::decision)
                .orElse(new Decision(false, Decision.IMPLIED_DENY_INGRESS));
    }

    /** Whether a connection leaves a VM of the network. */
    public Decision egress(Vm source, IpAddress destination, Transport transport) {
        return inOrder.stream()
                .filter(rule -> rule.egress() && rule.appliesTo(source))
                .filter(rule -> rule.matches(Peer.inside(source), Peer.outside(destination), transport))
                .findFirst()
                .map(FirewallRule::decision)
                .orElse(new Decision(true, Decision.IMPLIED_ALLOW_EGRESS));
    }
}
