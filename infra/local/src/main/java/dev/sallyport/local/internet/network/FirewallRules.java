package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.Firewall;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The firewall of one VPC network: its own rules and those of firewall policies, layer by layer. In each layer the first
 * rule that matches decides, by priority and deny before allow where priorities are equal, unless it leaves that to the
 * next layer; where no layer decides the implied rules do (no ingress, all egress).
 *
 * @see <a href="https://cloud.google.com/firewall/docs/firewall-policies-overview#rule-evaluation">Policy and rule
 *     evaluation order</a>
 */
public final class FirewallRules {
    private final List<List<FirewallRule>> layers;

    private FirewallRules(List<List<FirewallRule>> layers) {
        this.layers = layers;
    }

    /** @param rules the rules of one network, in any order */
    public FirewallRules(Collection<Firewall> rules) {
        this(List.of(layer(rules)));
    }

    static FirewallRules of(List<List<FirewallRule>> layers) {
        return new FirewallRules(layers);
    }

    /** A network's own rules in their order. */
    static List<FirewallRule> layer(Collection<Firewall> rules) {
        return rules.stream()
                .filter(rule -> !rule.getDisabled())
                .map(FirewallRule::of)
                .sorted()
                .toList();
    }

    /** Whether a connection reaches a VM of the network. */
    public Decision ingress(Peer source, Vm target, Transport transport) {
        return decide(rule -> !rule.egress()
                        && rule.appliesTo(target)
                        && rule.matches(source, Peer.inside(target), transport))
                .orElse(new Decision(false, Decision.IMPLIED_DENY_INGRESS));
    }

    /** Whether a connection leaves a VM of the network. */
    public Decision egress(Vm source, IpAddress destination, Transport transport) {
        return decide(rule -> rule.egress()
                        && rule.appliesTo(source)
                        && rule.matches(Peer.inside(source), Peer.outside(destination), transport))
                .orElse(new Decision(true, Decision.IMPLIED_ALLOW_EGRESS));
    }

    private Optional<Decision> decide(Predicate<FirewallRule> concerned) {
        return layers.stream()
                .flatMap(layer -> layer.stream().filter(concerned).findFirst().stream())
                .filter(rule -> !rule.passesOn())
                .findFirst()
                .map(FirewallRule::decision);
    }
}
