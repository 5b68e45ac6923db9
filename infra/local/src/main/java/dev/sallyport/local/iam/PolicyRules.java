package dev.sallyport.local.iam;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.type.Expr;
import dev.sallyport.local.api.ApiException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What makes a policy one that can be set. */
record PolicyRules(Predicate<String> roles) {
    /** The version from which on policies may have conditions. */
    static final int CONDITIONAL = 3;

    private static final Set<Integer> VERSIONS = Set.of(0, 1, CONDITIONAL);
    private static final int MOST_PRINCIPALS = 1500;
    private static final int MOST_GROUPS = 250;

    static void checkVersion(String field, int version) {
        if (!VERSIONS.contains(version)) {
            throw ApiException.invalid(field + ": " + version + " is not a policy version; expected 0, 1 or 3");
        }
    }

    /**
     * IAM lets a policy without etag overwrite everything, but a read-modify-write below version 3 must not drop the
     * conditions it has never seen.
     */
    static void checkKeepsConditions(Policy now, Policy wanted) {
        if (isConditional(now) && wanted.getVersion() < CONDITIONAL && !isConditional(wanted)) {
            throw ApiException.invalid("policy.version: the current policy has conditions, so that a change must"
                    + " specify version 3; read it with options.requestedPolicyVersion 3");
        }
    }

    /** The policy as it is stored: equal bindings joined, empty ones dropped, addresses in lower case. */
    Policy normalised(Policy policy) {
        checkVersion("policy.version", policy.getVersion());
        Map<RoleAndCondition, Set<String>> members = new LinkedHashMap<>();
        for (Binding binding : policy.getBindingsList()) {
            Set<String> ofRole = members.computeIfAbsent(checked(binding), key -> new LinkedHashSet<>());
            binding.getMembersList()
                    .forEach(member -> ofRole.add(Member.parse(member).toString()));
        }
        members.values().removeIf(Set::isEmpty);
        checkSize(members.values().stream().flatMap(Set::stream).toList());
        Policy.Builder normalised = policy.toBuilder().clearBindings();
        members.forEach((key, ofRole) -> normalised.addBindings(key.binding(ofRole)));
        if (isConditional(normalised.build()) && policy.getVersion() != CONDITIONAL) {
            throw ApiException.invalid("policy.version: " + policy.getVersion()
                    + " does not allow conditions; a policy with conditional bindings must specify version 3");
        }
        return normalised
                .setVersion(isConditional(normalised.build()) ? CONDITIONAL : 1)
                .build();
    }

    private RoleAndCondition checked(Binding binding) {
        if (!roles.test(binding.getRole())) {
            throw ApiException.invalid("Role " + binding.getRole() + " is not supported for this resource.");
        }
        if (binding.hasCondition()) {
            check(binding.getRole(), binding.getCondition());
        }
        return new RoleAndCondition(binding.getRole(), binding.getCondition(), binding.hasCondition());
    }

    private static void check(String role, Expr condition) {
        try {
            Condition.parse(condition.getExpression());
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(
                    "The condition '" + condition.getTitle() + "' of " + role + " does not compile: " + e.getMessage());
        }
    }

    private static void checkSize(List<String> principals) {
        long groups = principals.stream()
                .filter(member -> member.startsWith("group:"))
                .count();
        if (principals.size() > MOST_PRINCIPALS || groups > MOST_GROUPS) {
            throw ApiException.invalid("The policy has " + principals.size() + " principals, " + groups
                    + " of them groups; expected at most " + MOST_PRINCIPALS + ", and at most " + MOST_GROUPS
                    + " groups");
        }
    }

    private static boolean isConditional(Policy policy) {
        return policy.getBindingsList().stream().anyMatch(Binding::hasCondition);
    }

    private record RoleAndCondition(String role, Expr condition, boolean conditional) {
        Binding binding(Set<String> members) {
            Binding.Builder binding = Binding.newBuilder().setRole(role).addAllMembers(members);
            return conditional ? binding.setCondition(condition).build() : binding.build();
        }
    }
}
