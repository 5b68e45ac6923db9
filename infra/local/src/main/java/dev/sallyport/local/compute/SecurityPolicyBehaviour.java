package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.SecurityPolicy;
import com.google.cloud.compute.v1.SecurityPolicyRule;
import com.google.cloud.compute.v1.SecurityPolicyRuleMatcher;
import com.google.cloud.compute.v1.SecurityPolicyRuleMatcherConfig;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Google Cloud Armor security policies and their rules. */
final class SecurityPolicyBehaviour extends Behaviour<SecurityPolicy> {
    /** The API lists rules in this order, in which 555 comes after 2147483647. */
    private static final Comparator<SecurityPolicyRule> BY_PRIORITY_AS_TEXT =
            Comparator.comparing(rule -> Integer.toString(rule.getPriority()));

    SecurityPolicyBehaviour() {
        super("securityPolicies", SecurityPolicy.class);
    }

    @Override
    SecurityPolicy complete(
            Transaction transaction, Link link, SecurityPolicy wanted, Optional<SecurityPolicy> before) {
        SecurityPolicy.Builder policy = wanted.toBuilder();
        Fields.setDefault(policy, "type", "CLOUD_ARMOR");
        List<SecurityPolicyRule> rules =
                wanted.getRulesCount() == 0 && before.isEmpty() ? List.of(allowAll()) : wanted.getRulesList();
        return policy.clearRules()
                .addAllRules(rules.stream()
                        .map(SecurityPolicyBehaviour::complete)
                        .sorted(BY_PRIORITY_AS_TEXT)
                        .toList())
                .build();
    }

    /** The rule that comes last in every policy. */
    private static SecurityPolicyRule allowAll() {
        return SecurityPolicyRule.newBuilder()
                .setAction("allow")
                .setPriority(Integer.MAX_VALUE)
                .setDescription("default rule")
                .setMatch(SecurityPolicyRuleMatcher.newBuilder()
                        .setVersionedExpr("SRC_IPS_V1")
                        .setConfig(SecurityPolicyRuleMatcherConfig.newBuilder().addSrcIpRanges("*")))
                .build();
    }

    private static SecurityPolicyRule complete(SecurityPolicyRule sent) {
        SecurityPolicyRule.Builder rule = sent.toBuilder();
        Fields.setDefault(rule, "description", "");
        Fields.setDefault(rule, "preview", false);
        Fields.setDefault(rule, "priority", 0);
        return rule.setKind("compute#securityPolicyRule").build();
    }

    @Override
    Map<String, Action<SecurityPolicy>> actions() {
        return Map.of(
                "addRule", new Action.Change<>("AddRule", SecurityPolicyBehaviour::addRule),
                "patchRule", new Action.Change<>("PatchRule", SecurityPolicyBehaviour::patchRule),
                "removeRule", new Action.Change<>("RemoveRule", SecurityPolicyBehaviour::removeRule),
                "getRule", new Action.Answer<>(SecurityPolicyBehaviour::getRule));
    }

    private static SecurityPolicy addRule(Transaction transaction, Link link, SecurityPolicy current, Call call) {
        SecurityPolicyRule rule = (SecurityPolicyRule) call.body();
        if (current.getRulesList().stream().anyMatch(at(rule.getPriority()))) {
            throw Refusals.invalidValue(
                    "resource.priority",
                    Integer.toString(rule.getPriority()),
                    "Cannot have rules with the same priorities.");
        }
        return current.toBuilder().addRules(rule).build();
    }

    private static SecurityPolicy patchRule(Transaction transaction, Link link, SecurityPolicy current, Call call) {
        int index = indexOf(current, call);
        SecurityPolicyRule patched =
                MergePatch.apply(current.getRules(index), (SecurityPolicyRule) call.body(), call.json());
        return current.toBuilder().setRules(index, patched).build();
    }

    private static SecurityPolicy removeRule(Transaction transaction, Link link, SecurityPolicy current, Call call) {
        return current.toBuilder().removeRules(indexOf(current, call)).build();
    }

    private static Message getRule(Transaction transaction, Call call) {
        SecurityPolicy policy =
                transaction.get(SecurityPolicy.class, call.link()).orElseThrow(() -> Refusals.notFound(call.link()));
        return policy.getRules(indexOf(policy, call));
    }

    private static int indexOf(SecurityPolicy policy, Call call) {
        int priority = call.number("priority", 0);
        List<SecurityPolicyRule> rules = new ArrayList<>(policy.getRulesList());
        return rules.stream()
                .filter(at(priority))
                .findAny()
                .map(rules::indexOf)
                .orElseThrow(() -> Refusals.invalidValue(
                        "priority", Integer.toString(priority), "The security policy has no rule of this priority."));
    }

    private static Predicate<SecurityPolicyRule> at(int priority) {
        return rule -> rule.getPriority() == priority;
    }
}
