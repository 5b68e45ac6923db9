package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.ManagedInstance;
import dev.sallyport.local.compute.ManagedInstances.Managed;
import java.util.List;
import java.util.Optional;

/**
 * The next steps of a rolling update: as many outdated instances as may be unavailable at once, replacements as far as
 * the group may be larger than wanted. Source: "Automatically apply VM configuration updates in a MIG".
 */
final class GroupUpdate {
    private final Transaction transaction;
    private final Link link;
    private final InstanceGroupManager manager;
    private final InstanceGroupManagerUpdatePolicy policy;

    GroupUpdate(Transaction transaction, Link link, InstanceGroupManager manager) {
        this.transaction = transaction;
        this.link = link;
        this.manager = manager;
        this.policy = manager.getUpdatePolicy();
    }

    /**
     * What has to be done to an instance so that it has a version, within the two limits.
     *
     * @return a value of currentAction; empty for nothing
     */
    static Optional<String> action(
            InstanceGroupManagerVersion target, ManagedInstance instance, String least, String most) {
        boolean sameTemplate =
                target.getInstanceTemplate().equals(instance.getVersion().getInstanceTemplate());
        int necessary = rank(sameTemplate ? "NONE" : "REPLACE");
        int wanted = Math.max(necessary, rank(least));
        return wanted > rank(most)
                ? Optional.empty()
                : switch (GroupUpdatePolicy.ACTIONS.get(wanted)) {
                    case "REFRESH" -> Optional.of("REFRESHING");
                    case "RESTART" -> Optional.of("RESTARTING");
                    case "REPLACE" -> Optional.of("RECREATING");
                    default -> Optional.empty();
                };
    }

    private static int rank(String action) {
        return Math.max(0, GroupUpdatePolicy.ACTIONS.indexOf(action));
    }

    /** How many instances there may be in all while the update is going on. */
    int largestSize() {
        return updating() && replaces()
                ? manager.getTargetSize()
                        + Math.min(
                                policy.getMaxSurge().getCalculated(), outdated().size())
                : manager.getTargetSize();
    }

    private boolean updating() {
        return policy.getType().equals("PROACTIVE") && !outdated().isEmpty();
    }

    private List<Managed> outdated() {
        List<ManagedInstance> records = GroupVersions.outdated(manager, staying());
        return instances().stream()
                .filter(managed -> records.contains(managed.record()))
                .toList();
    }

    private List<ManagedInstance> staying() {
        return instances().stream()
                .filter(managed -> !managed.leaving())
                .map(Managed::record)
                .toList();
    }

    /** New instances take the places of outdated ones, instead of these being changed where they are. */
    private boolean replaces() {
        return policy.getReplacementMethod().equals("SUBSTITUTE")
                && outdated().stream()
                        .anyMatch(managed ->
                                allowed(managed).filter("RECREATING"::equals).isPresent());
    }

    private Optional<String> allowed(Managed managed) {
        String most = policy.hasMostDisruptiveAllowedAction() ? policy.getMostDisruptiveAllowedAction() : "REPLACE";
        return action(target(managed), managed.record(), policy.getMinimalAction(), most);
    }

    private InstanceGroupManagerVersion target(Managed managed) {
        return GroupVersions.target(manager, managed.record(), staying());
    }

    /** Begins what may be begun now. */
    void advance() {
        if (!updating()) {
            return;
        }
        boolean replaces = replaces();
        long available = instances().stream().filter(Managed::available).count();
        long spare =
                available - manager.getTargetSize() + policy.getMaxUnavailable().getCalculated();
        List<Managed> outdated = outdated().stream()
                .filter(managed -> managed.is(ManagedInstances.NONE) || managed.is(ManagedInstances.VERIFYING))
                .toList();
        for (Managed managed : outdated) {
            boolean serving = managed.available();
            if (serving && spare <= 0) {
                continue;
            }
            if (replaces ? delete(managed) : change(managed)) {
                spare -= serving ? 1 : 0;
            }
        }
    }

    private boolean delete(Managed managed) {
        ManagedInstances.begin(transaction, managed, "DELETING", manager.getVersions(0));
        return true;
    }

    private boolean change(Managed managed) {
        Optional<String> action = allowed(managed);
        InstanceGroupManagerVersion version = target(managed);
        action.ifPresentOrElse(
                begun -> ManagedInstances.begin(transaction, managed, begun, version), () -> rename(managed, version));
        return action.isPresent();
    }

    /** Nothing has to be done to the machine: it has its version by name. */
    private void rename(Managed managed, InstanceGroupManagerVersion version) {
        if (version.getInstanceTemplate().equals(managed.record().getVersion().getInstanceTemplate())) {
            ManagedInstances.begin(transaction, managed, "REFRESHING", version);
        }
    }

    private List<Managed> instances() {
        return ManagedInstances.of(transaction, link).toList();
    }
}
