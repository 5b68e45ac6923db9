package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.FixedOrPercent;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import java.util.List;
import java.util.Optional;

/** How a managed instance group may bring changes to its instances. */
final class GroupUpdatePolicy {
    /** From the least disruptive to the most. */
    static final List<String> ACTIONS = List.of("NONE", "REFRESH", "RESTART", "REPLACE");

    private GroupUpdatePolicy() {}

    static void complete(Link link, InstanceGroupManager.Builder manager, Optional<InstanceGroupManager> before) {
        InstanceGroupManagerUpdatePolicy.Builder policy = manager.getUpdatePolicyBuilder();
        Optional<InstanceGroupManagerUpdatePolicy> was = before.map(InstanceGroupManager::getUpdatePolicy);
        int zones = GroupZones.count(link, manager);
        Fields.setDefault(policy, "type", "OPPORTUNISTIC");
        Fields.setDefault(policy, "minimal_action", "REPLACE");
        Fields.setDefault(policy, "replacement_method", "SUBSTITUTE");
        if (link.scope().kind() == Scope.Kind.REGION) {
            Fields.setDefault(policy, "instance_redistribution_type", "PROACTIVE");
        }
        int size = manager.getTargetSize();
        boolean recreate = policy.getReplacementMethod().equals("RECREATE");
        policy.setMaxSurge(complete(
                policy.getMaxSurge(),
                was.map(InstanceGroupManagerUpdatePolicy::getMaxSurge),
                recreate ? 0 : zones,
                size));
        policy.setMaxUnavailable(complete(
                policy.getMaxUnavailable(), was.map(InstanceGroupManagerUpdatePolicy::getMaxUnavailable), zones, size));
        check(link, policy, zones, size);
    }

    /** Of a number and a percentage the one that is new counts: the other is left from before. */
    private static FixedOrPercent complete(FixedOrPercent sent, Optional<FixedOrPercent> was, int fallback, int size) {
        FixedOrPercent.Builder value = sent.toBuilder();
        if (value.hasFixed() && value.hasPercent()) {
            boolean fixedIsOld = was.filter(old -> old.hasFixed() && old.getFixed() == value.getFixed())
                    .isPresent();
            if (fixedIsOld) {
                value.clearFixed();
            } else {
                value.clearPercent();
            }
        }
        if (!value.hasFixed() && !value.hasPercent()) {
            value.setFixed(fallback);
        }
        return value.setCalculated(value.hasFixed() ? value.getFixed() : (value.getPercent() * size + 99) / 100)
                .build();
    }

    private static void check(Link link, InstanceGroupManagerUpdatePolicy.Builder policy, int zones, int size) {
        checkOneOf("updatePolicy.type", policy.getType(), List.of("OPPORTUNISTIC", "PROACTIVE"));
        checkAction("updatePolicy.minimalAction", policy.getMinimalAction());
        checkOneOf("updatePolicy.replacementMethod", policy.getReplacementMethod(), List.of("SUBSTITUTE", "RECREATE"));
        if (policy.hasMostDisruptiveAllowedAction()) {
            checkAction("updatePolicy.mostDisruptiveAllowedAction", policy.getMostDisruptiveAllowedAction());
        }
        if (policy.getReplacementMethod().equals("RECREATE")
                && policy.getMaxSurge().getCalculated() > 0) {
            throw Refusals.invalidValue(
                    "resource.updatePolicy.maxSurge",
                    Integer.toString(policy.getMaxSurge().getCalculated()),
                    "maxSurge must be equal to 0 when replacement method is set to RECREATE");
        }
        if (link.scope().kind() == Scope.Kind.REGION) {
            checkRegional("maxSurge", policy.getMaxSurge(), zones, size);
            checkRegional("maxUnavailable", policy.getMaxUnavailable(), zones, size);
        }
        if (policy.getMaxSurge().getCalculated() + policy.getMaxUnavailable().getCalculated() == 0 && size > 0) {
            throw Refusals.invalidValue(
                    "resource.updatePolicy", "", "At least one of maxSurge and maxUnavailable must be greater than 0.");
        }
    }

    static void checkAction(String field, String value) {
        checkOneOf(field, value, ACTIONS);
    }

    private static void checkOneOf(String field, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw Refusals.invalidValue(
                    "resource." + field, value, "Must be one of " + String.join(", ", allowed) + ".");
        }
    }

    private static void checkRegional(String field, FixedOrPercent value, int zones, int size) {
        if (value.hasFixed() && value.getFixed() != 0 && value.getFixed() < zones) {
            throw Refusals.invalidValue(
                    "resource.updatePolicy." + field + ".fixed",
                    Integer.toString(value.getFixed()),
                    "Fixed updatePolicy." + field
                            + " for regional managed instance group has to be either 0 or at least "
                            + "equal to the number of zones.");
        }
        if (value.hasPercent() && size < 10) {
            throw Refusals.invalidValue(
                    "resource.updatePolicy." + field + ".percent",
                    Integer.toString(value.getPercent()),
                    "Percentages are allowed only for groups of 10 or more instances.");
        }
    }
}
