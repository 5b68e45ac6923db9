package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Denied;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.FirewallPolicy;
import com.google.cloud.compute.v1.FirewallPolicyRule;
import com.google.cloud.compute.v1.FirewallPolicyRuleMatcher;
import com.google.cloud.compute.v1.FirewallPolicyRuleMatcherLayer4Config;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One rule, read once from the API's message. Rules sort in the order in which they are asked.
 *
 * @param passesOn whether it leaves the decision to whatever comes after its policy
 */
record FirewallRule(
        String name,
        boolean egress,
        int priority,
        boolean allows,
        boolean passesOn,
        Ends sources,
        Ends destinations,
        Set<String> targetTags,
        Set<String> targetServiceAccounts,
        List<ProtocolPorts> protocols)
        implements Comparable<FirewallRule> {

    private static final int DEFAULT_PRIORITY = 1000;
    private static final Comparator<FirewallRule> ORDER = Comparator.comparingInt(FirewallRule::priority)
            .thenComparing(FirewallRule::allows)
            .thenComparing(FirewallRule::name);

    static FirewallRule of(Firewall rule) {
        boolean egress = rule.getDirection().equals("EGRESS");
        return new FirewallRule(
                rule.getName(),
                egress,
                rule.hasPriority() ? rule.getPriority() : DEFAULT_PRIORITY,
                rule.getDeniedCount() == 0,
                false,
                Ends.of(rule.getSourceRangesList(), rule.getSourceTagsList(), rule.getSourceServiceAccountsList()),
                Ends.of(rule.getDestinationRangesList(), List.of(), List.of()),
                Set.copyOf(rule.getTargetTagsList()),
                Set.copyOf(rule.getTargetServiceAccountsList()),
                Stream.concat(
                                rule.getAllowedList().stream().map(ProtocolPorts::of),
                                rule.getDeniedList().stream().map(ProtocolPorts::of))
                        .toList());
    }

    static FirewallRule of(FirewallPolicy policy, FirewallPolicyRule rule) {
        FirewallPolicyRuleMatcher match = rule.getMatch();
        return new FirewallRule(
                (policy.getShortName().isEmpty() ? policy.getName() : policy.getShortName()) + "/" + rule.getPriority(),
                rule.getDirection().equals("EGRESS"),
                rule.getPriority(),
                !rule.getAction().equals("deny"),
                rule.getAction().equals("goto_next"),
                Ends.of(match.getSrcIpRangesList(), List.of(), List.of()),
                Ends.of(match.getDestIpRangesList(), List.of(), List.of()),
                Set.of(),
                Set.copyOf(rule.getTargetServiceAccountsList()),
                match.getLayer4ConfigsList().stream().map(ProtocolPorts::of).toList());
    }

    boolean appliesTo(Vm vm) {
        boolean toAll = targetTags.isEmpty() && targetServiceAccounts.isEmpty();
        return toAll
                || !Collections.disjoint(targetTags, vm.tags())
                || !Collections.disjoint(targetServiceAccounts, vm.serviceAccounts());
    }

    boolean matches(Peer source, Peer destination, Transport transport) {
        return sources.match(source)
                && destinations.match(destination)
                && protocols.stream().anyMatch(entry -> entry.matches(transport));
    }

    Decision decision() {
        return new Decision(allows, name);
    }

    @Override
    public int compareTo(FirewallRule other) {
        return ORDER.compare(this, other);
    }

    /** The sources or destinations a rule is about, all if it names none: in one of the ranges, or with one of the tags, or with one of the accounts. */
    private record Ends(boolean any, List<Cidr> ranges, Set<String> tags, Set<String> serviceAccounts) {
        static Ends of(List<String> ranges, List<String> tags, List<String> serviceAccounts) {
            return new Ends(
                    ranges.isEmpty() && tags.isEmpty() && serviceAccounts.isEmpty(),
                    ranges.stream().flatMap(range -> Cidr.parse(range).stream()).toList(),
                    Set.copyOf(tags),
                    Set.copyOf(serviceAccounts));
        }

        boolean match(Peer peer) {
            return any
                    || ranges.stream().anyMatch(range -> range.contains(peer.address()))
                    || !Collections.disjoint(tags, peer.tags())
                    || !Collections.disjoint(serviceAccounts, peer.serviceAccounts());
        }
    }

    /** One entry of {@code allowed} or {@code denied}: a protocol and the ports of it, all if none are listed. */
    private record ProtocolPorts(String protocol, List<String> ports) {
        private static final Map<String, String> NAMES_BY_NUMBER = Map.of("1", "icmp", "6", "tcp", "17", "udp");

        static ProtocolPorts of(Allowed entry) {
            return new ProtocolPorts(name(entry.getIPProtocol()), List.copyOf(entry.getPortsList()));
        }

        static ProtocolPorts of(Denied entry) {
            return new ProtocolPorts(name(entry.getIPProtocol()), List.copyOf(entry.getPortsList()));
        }

        static ProtocolPorts of(FirewallPolicyRuleMatcherLayer4Config entry) {
            return new ProtocolPorts(name(entry.getIpProtocol()), List.copyOf(entry.getPortsList()));
        }

        boolean matches(Transport transport) {
            return (protocol.equals("all") || protocol.equals(transport.protocol()))
                    && (ports.isEmpty() || ports.stream().anyMatch(range -> contains(range, transport.port())));
        }

        private static boolean contains(String range, int port) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = Integer.parseInt(range.substring(dash + 1));
            return first <= port && port <= last;
        }

        private static String name(String protocol) {
            return NAMES_BY_NUMBER.getOrDefault(protocol, protocol.toLowerCase(Locale.ROOT));
        }
    }
}
