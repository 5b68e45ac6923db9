package dev.sallyport.local.internet.network;

import com.google.cloud.compute.v1.FirewallPolicy;
import com.google.cloud.compute.v1.FirewallPolicyRule;
import com.google.cloud.compute.v1.FirewallPolicyRuleMatcher;
import dev.sallyport.local.compute.ComputeView;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules of firewall policies, a list for each policy that is in force. Rules that name secure tags, address groups,
 * domain names, places of the world or threats are passed over: nothing here has any of these.
 *
 * @see <a href="https://cloud.google.com/firewall/docs/firewall-policies-overview">Firewall policies</a>
 */
final class FirewallPolicies {
    /** Under this name the policies of organisations are listed. */
    private static final String NO_PROJECT = "";

    private final ComputeView compute;

    FirewallPolicies(ComputeView compute) {
        this.compute = compute;
    }

    Stream<List<FirewallRule>> ofOrganization(String organization, Predicate<String> isNetwork) {
        return compute.list(FirewallPolicy.class, NO_PROJECT).stream()
                .filter(policy -> isInForce(policy, organization::equals))
                .map(policy -> rules(policy, isNetwork));
    }

    /** Global ones before those of the region. */
    Stream<List<FirewallRule>> ofNetwork(String project, String region, Predicate<String> isNetwork) {
        List<FirewallPolicy> all = compute.list(FirewallPolicy.class, project).stream()
                .filter(policy -> isInForce(policy, isNetwork))
                .toList();
        return Stream.concat(
                        all.stream().filter(policy -> policy.getRegion().isEmpty()),
                        all.stream().filter(policy -> policy.getRegion().endsWith("/" + region)))
                .map(policy -> rules(policy, isNetwork));
    }

    private static boolean isInForce(FirewallPolicy policy, Predicate<String> isTarget) {
        return policy.getAssociationsList().stream()
                .anyMatch(association -> isTarget.test(association.getAttachmentTarget()));
    }

    private static List<FirewallRule> rules(FirewallPolicy policy, Predicate<String> isNetwork) {
        return policy.getRulesList().stream()
                .filter(rule -> !rule.getDisabled() && isUnderstood(rule))
                .filter(rule -> rule.getTargetResourcesCount() == 0
                        || rule.getTargetResourcesList().stream().anyMatch(isNetwork))
                .map(rule -> FirewallRule.of(policy, rule))
                .sorted()
                .toList();
    }

    private static boolean isUnderstood(FirewallPolicyRule rule) {
        FirewallPolicyRuleMatcher match = rule.getMatch();
        int unknown = rule.getTargetSecureTagsCount()
                + match.getSrcSecureTagsCount()
                + match.getSrcAddressGroupsCount()
                + match.getDestAddressGroupsCount()
                + match.getSrcFqdnsCount()
                + match.getDestFqdnsCount()
                + match.getSrcRegionCodesCount()
                + match.getDestRegionCodesCount()
                + match.getSrcThreatIntelligencesCount()
                + match.getDestThreatIntelligencesCount();
        return unknown == 0;
    }
}
