package dev.sallyport.local.orgpolicy;

import com.google.cloud.orgpolicy.v2.Policy;
import com.google.cloud.orgpolicy.v2.PolicySpec;
import com.google.cloud.orgpolicy.v2.PolicySpec.PolicyRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes of the policies on the way from a resource up to its organisation.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/organization-policy/understanding-hierarchy">Understanding
 *     hierarchy evaluation</a>
 */
final class EffectivePolicy {
    private EffectivePolicy() {}

    /** @param nearestFirst the policies that are set for the constraint, the resource's own before its parents' */
    static List<PolicyRule> rules(KnownConstraint constraint, List<Policy> nearestFirst) {
        Optional<PolicySpec> nearest = nearestFirst.stream().findFirst().map(Policy::getSpec);
        if (nearest.isEmpty() || nearest.get().getReset()) {
            return List.of(constraint.byDefault());
        }
        List<PolicyRule> own = nearest.get().getRulesList();
        boolean alone = !nearest.get().getInheritFromParent() || nearestFirst.size() == 1;
        return alone ? own : merged(own, rules(constraint, nearestFirst.subList(1, nearestFirst.size())));
    }

    /** Lists of values are joined, and who denies everything prevails. */
    private static List<PolicyRule> merged(List<PolicyRule> own, List<PolicyRule> inherited) {
        List<PolicyRule> all = Stream.concat(inherited.stream(), own.stream()).toList();
        Optional<PolicyRule> denial =
                all.stream().filter(PolicyRule::getDenyAll).findFirst();
        if (denial.isPresent()) {
            return List.of(denial.get());
        }
        PolicyRule.StringValues.Builder values = PolicyRule.StringValues.newBuilder();
        all.stream().map(PolicyRule::getValues).forEach(values::mergeFrom);
        boolean valued = values.getAllowedValuesCount() + values.getDeniedValuesCount() > 0;
        return valued
                ? List.of(PolicyRule.newBuilder().setValues(distinct(values)).build())
                : own;
    }

    private static PolicyRule.StringValues distinct(PolicyRule.StringValuesOrBuilder values) {
        return PolicyRule.StringValues.newBuilder()
                .addAllAllowedValues(
                        values.getAllowedValuesList().stream().distinct().toList())
                .addAllDeniedValues(
                        values.getDeniedValuesList().stream().distinct().toList())
                .build();
    }
}
