package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.FirewallPolicy;
import com.google.cloud.compute.v1.FirewallPolicyAssociation;
import com.google.cloud.compute.v1.FirewallPolicyRule;
import com.google.cloud.compute.v1.FirewallPolicyRuleMatcher;
import com.google.cloud.compute.v1.FirewallPolicyRuleMatcherLayer4Config;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Firewall policies: of organisations and folders, of networks, global and regional.
 */
final class FirewallPolicyBehaviour extends Behaviour<FirewallPolicy> {
    private static final int LOWEST_PRIORITY = Integer.MAX_VALUE;

    /** The rules every policy ends with: what none decides, the next policy does. */
    private static final List<FirewallPolicyRule> PREDEFINED = List.of(
            gotoNext("default egress rule ipv6", "EGRESS", "::/0", LOWEST_PRIORITY - 3),
            gotoNext("default ingress rule ipv6", "INGRESS", "::/0", LOWEST_PRIORITY - 2),
            gotoNext("default egress rule", "EGRESS", "0.0.0.0/0", LOWEST_PRIORITY - 1),
            gotoNext("default ingress rule", "INGRESS", "0.0.0.0/0", LOWEST_PRIORITY));

    FirewallPolicyBehaviour() {
        super("firewallPolicies", FirewallPolicy.class);
    }

    @Override
    FirewallPolicy complete(
            Transaction transaction, Link link, FirewallPolicy wanted, Optional<FirewallPolicy> before) {
        if (before.isEmpty() && wanted.getRulesCount() > 0) {
            throw Refusals.invalidValue("resource.rules", "", "Rules must be added using the addRule method.");
        }
        Stream<FirewallPolicyRule> predefined = before.isEmpty() ? PREDEFINED.stream() : Stream.empty();
        List<FirewallPolicyRule> completed = Stream.concat(wanted.getRulesList().stream(), predefined)
                .map(FirewallPolicyBehaviour::complete)
                .sorted(Comparator.comparingInt(FirewallPolicyRule::getPriority))
                .toList();
        FirewallPolicy.Builder policy = wanted.toBuilder().clearRules().clearAssociations();
        wanted.getAssociationsList().forEach(association -> policy.addAssociations(inFull(link, association)));
        return policy.addAllRules(completed)
                .setRuleTupleCount(completed.stream()
                        .mapToInt(FirewallPolicyRule::getRuleTupleCount)
                        .sum())
                .build();
    }

    private static FirewallPolicyRule gotoNext(String description, String direction, String range, int priority) {
        FirewallPolicyRuleMatcher.Builder match = FirewallPolicyRuleMatcher.newBuilder()
                .addLayer4Configs(
                        FirewallPolicyRuleMatcherLayer4Config.newBuilder().setIpProtocol("all"));
        if (direction.equals("EGRESS")) {
            match.addDestIpRanges(range);
        } else {
            match.addSrcIpRanges(range);
        }
        return FirewallPolicyRule.newBuilder()
                .setDescription(description)
                .setPriority(priority)
                .setDirection(direction)
                .setAction("goto_next")
                .setMatch(match)
                .build();
    }

    private static FirewallPolicyRule complete(FirewallPolicyRule sent) {
        FirewallPolicyRule.Builder rule = sent.toBuilder().setKind("compute#firewallPolicyRule");
        Fields.setDefault(rule, "priority", 0);
        Fields.setDefault(rule, "direction", "INGRESS");
        Fields.setDefault(rule, "enable_logging", false);
        return rule.setRuleTupleCount(tuples(sent.getMatch())).build();
    }

    /** A rule counts as its address ranges times its protocols and ports, plus one each. */
    private static int tuples(FirewallPolicyRuleMatcher match) {
        int ranges = match.getSrcIpRangesCount() + match.getDestIpRangesCount();
        int protocols = match.getLayer4ConfigsList().stream()
                .mapToInt(config -> Math.max(1, config.getPortsCount()))
                .sum();
        return ranges + protocols;
    }

    /** Networks are named by links, folders and organisations by their own names. */
    private static FirewallPolicyAssociation inFull(Link policy, FirewallPolicyAssociation association) {
        return Link.parse(association.getAttachmentTarget(), policy.project())
                .filter(target -> target.collection().equals("networks"))
                .map(target -> association.toBuilder()
                        .setAttachmentTarget(target.url())
                        .build())
                .orElse(association);
    }

    @Override
    void deleted(Transaction transaction, Link link, FirewallPolicy last) {
        last.getAssociationsList().stream().findFirst().ifPresent(association -> {
            String target = association.getAttachmentTarget();
            throw Refusals.inUse(
                    "firewall_policy",
                    link.path(),
                    Link.parse(target).map(Link::path).orElse(target));
        });
    }
}
