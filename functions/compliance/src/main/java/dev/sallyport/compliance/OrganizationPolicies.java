package dev.sallyport.compliance;

import com.google.cloud.orgpolicy.v2.Policy;
import com.google.cloud.orgpolicy.v2.PolicySpec;
import com.google.cloud.orgpolicy.v2.PolicySpec.PolicyRule;
import dev.sallyport.converge.Link;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Organization policies that somebody has lifted for the project, and those that would not let a repair happen. Where nobody has set
 * any, there is nothing to see. Rules that hold for some tags only are passed over.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/organization-policy/org-policy-constraints">constraints</a>
 * @see <a href="https://cloud.google.com/iap/docs/org-policies">those of IAP</a>
 */
final class OrganizationPolicies implements Look {
    private static final String IAP_DISABLED = "iap.requireGlobalIapWebDisabled";
    private static final String LOAD_BALANCERS = "compute.restrictLoadBalancerCreationForTypes";
    private static final String EXTERNAL_ADDRESSES = "compute.vmExternalIpAccess";

    /** What lifting one of them lets people do. */
    private static final Map<String, String> RESTRICTIONS = Map.of(
            "iam.allowedPolicyMemberDomains",
            "principals of any domain may be let in",
            LOAD_BALANCERS,
            "load balancers of any kind may lead to the VMs",
            "compute.restrictProtocolForwardingCreationForTypes",
            "any kind of forwarding rule may lead to a VM",
            EXTERNAL_ADDRESSES,
            "VMs may be given external addresses");

    /** How the constraint names a global external Application Load Balancer, and the group it belongs to. */
    private static final List<String> OUR_LOAD_BALANCER = List.of("GLOBAL_EXTERNAL_MANAGED_HTTP_HTTPS", "in:EXTERNAL");

    @Override
    public List<Observation> at(Subject subject) {
        List<Observation> seen = new ArrayList<>();
        subject.inventory()
                .organizationPolicies()
                .forEach(policy -> lifted(policy).ifPresent(seen::add));
        blocked(subject, IAP_DISABLED, PolicyRule::getEnforce, "IAP that is off cannot be switched on again")
                .ifPresent(seen::add);
        blocked(
                        subject,
                        LOAD_BALANCERS,
                        rule -> denies(rule, OUR_LOAD_BALANCER),
                        "a front end that is gone cannot be made again")
                .ifPresent(seen::add);
        if (subject.request().instanceTemplate().externalAddress()) {
            blocked(
                            subject,
                            EXTERNAL_ADDRESSES,
                            rule -> denies(rule, List.of()),
                            "no VM with an external address can be made, and the request wants some")
                    .ifPresent(seen::add);
        }
        return seen;
    }

    private static Optional<Observation> lifted(Policy policy) {
        String constraint = Link.name(policy.getName());
        boolean lifts = policy.getSpec().getReset()
                || unconditional(policy.getSpec()).stream().anyMatch(PolicyRule::getAllowAll);
        return Optional.ofNullable(RESTRICTIONS.get(constraint))
                .filter(restricted -> lifts)
                .map(restricted -> new Observation(
                        Controls.ORG_POLICY,
                        "policies/" + constraint,
                        "the project's own policy for " + constraint + " allows everything: " + restricted,
                        Map.of(
                                "constraint",
                                constraint,
                                "rule",
                                policy.getSpec().getReset() ? "reset" : "allowAll")));
    }

    private static Optional<Observation> blocked(
            Subject subject, String constraint, Predicate<PolicyRule> blocks, String why) {
        return unconditional(subject.inventory().effectivePolicy(constraint).getSpec()).stream()
                .filter(blocks)
                .findFirst()
                .map(rule -> new Observation(
                        Controls.REPAIR_BLOCKED,
                        "policies/" + constraint,
                        constraint + " is in force: " + why,
                        Map.of("constraint", constraint, "rule", words(rule))));
    }

    private static boolean denies(PolicyRule rule, List<String> ours) {
        PolicyRule.StringValues values = rule.getValues();
        return rule.getDenyAll()
                || ours.stream().anyMatch(values.getDeniedValuesList()::contains)
                || values.getAllowedValuesCount() > 0
                        && ours.stream().noneMatch(values.getAllowedValuesList()::contains);
    }

    private static List<PolicyRule> unconditional(PolicySpec spec) {
        return spec.getRulesList().stream().filter(rule -> !rule.hasCondition()).toList();
    }

    private static String words(PolicyRule rule) {
        if (rule.getEnforce()) {
            return "enforced";
        }
        return rule.getDenyAll()
                ? "denyAll"
                : "allowed: " + rule.getValues().getAllowedValuesList() + ", denied: "
                        + rule.getValues().getDeniedValuesList();
    }
}
