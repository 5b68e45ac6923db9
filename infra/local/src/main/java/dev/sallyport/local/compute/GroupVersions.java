package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.FixedOrPercent;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerVersion;
import com.google.cloud.compute.v1.ManagedInstance;
import com.google.cloud.compute.v1.ManagedInstanceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions a managed instance group is made of: one, or two during a canary update. A version is a template and a
 * name; a new name alone makes every instance outdated, which is how a restart is asked for.
 */
final class GroupVersions {
    private GroupVersions() {}

    static void complete(InstanceGroupManager.Builder manager, Optional<InstanceGroupManager> before) {
        boolean versionsSame = before.filter(was -> was.getVersionsList().equals(manager.getVersionsList()))
                .isPresent();
        boolean templateNew = before.filter(was -> was.getInstanceTemplate().equals(manager.getInstanceTemplate()))
                .isEmpty();
        if (manager.getVersionsCount() == 0 || versionsSame && templateNew) {
            manager.clearVersions()
                    .addVersions(InstanceGroupManagerVersion.newBuilder()
                            .setInstanceTemplate(manager.getInstanceTemplate()));
        }
        check(manager);
        calculateSizes(manager);
        manager.setInstanceTemplate(main(manager).getInstanceTemplate());
    }

    private static void check(InstanceGroupManager.Builder manager) {
        for (InstanceGroupManagerVersion version : manager.getVersionsList()) {
            if (version.getInstanceTemplate().isEmpty()) {
                throw Refusals.requiredField("resource.instanceTemplate");
            }
        }
        long open = manager.getVersionsList().stream()
                .filter(version -> !sized(version))
                .count();
        if (manager.getVersionsCount() > 2 || manager.getVersionsCount() == 2 && open != 1) {
            throw Refusals.invalidValue(
                    "resource.versions",
                    "",
                    "There may be at most two versions, exactly one of them without a target size.");
        }
    }

    private static boolean sized(InstanceGroupManagerVersion version) {
        return version.getTargetSize().hasFixed() || version.getTargetSize().hasPercent();
    }

    /** The version that all instances have that no other claims. */
    private static InstanceGroupManagerVersion main(InstanceGroupManager.Builder manager) {
        return manager.getVersionsList().stream()
                .filter(version -> !sized(version))
                .findFirst()
                .orElseGet(() -> manager.getVersions(0));
    }

    private static void calculateSizes(InstanceGroupManager.Builder manager) {
        int left = manager.getTargetSize();
        for (InstanceGroupManagerVersion.Builder version : manager.getVersionsBuilderList()) {
            if (sized(version.build())) {
                int size = Math.min(left, calculated(version.getTargetSize(), manager.getTargetSize()));
                version.getTargetSizeBuilder().setCalculated(size);
                left -= size;
            }
        }
        for (InstanceGroupManagerVersion.Builder version : manager.getVersionsBuilderList()) {
            if (!sized(version.build())) {
                version.setTargetSize(FixedOrPercent.newBuilder().setCalculated(left));
            }
        }
    }

    /** Percentages are rounded up (API reference, "FixedOrPercent" of versions). */
    private static int calculated(FixedOrPercent size, int whole) {
        return size.hasFixed() ? size.getFixed() : (size.getPercent() * whole + 99) / 100;
    }

    /** Whether an instance has one of the versions that are wanted. */
    static boolean current(InstanceGroupManager manager, ManagedInstance instance) {
        return manager.getVersionsList().stream().anyMatch(version -> same(version, instance.getVersion()));
    }

    static boolean same(InstanceGroupManagerVersion version, ManagedInstanceVersion has) {
        return version.getInstanceTemplate().equals(has.getInstanceTemplate())
                && version.getName().equals(has.getName());
    }

    /**
     * Instances that do not have the version that they should have: they have none that is wanted, or one of two that too
     * many have.
     *
     * @param instances those that stay in the group
     */
    static List<ManagedInstance> outdated(InstanceGroupManager manager, List<ManagedInstance> instances) {
        boolean lacking = manager.getVersionsList().stream().anyMatch(version -> !isFull(version, instances));
        boolean shares = manager.getVersionsCount() > 1 && (lacking || instances.size() > manager.getTargetSize());
        List<ManagedInstance> settled = new ArrayList<>();
        List<ManagedInstance> outdated = new ArrayList<>();
        for (ManagedInstance instance : instances) {
            boolean fits = manager.getVersionsList().stream()
                    .filter(version -> same(version, instance.getVersion()))
                    .anyMatch(version -> !shares || !isFull(version, settled));
            (fits ? settled : outdated).add(instance);
        }
        return outdated;
    }

    /** The version that an instance should have: its own if that is wanted, else one of its template if there is room. */
    static InstanceGroupManagerVersion target(
            InstanceGroupManager manager, ManagedInstance instance, List<ManagedInstance> instances) {
        List<InstanceGroupManagerVersion> open = manager.getVersionsList().stream()
                .filter(version -> !isFull(version, instances))
                .toList();
        Stream<InstanceGroupManagerVersion> own = manager.getVersionsList().stream()
                .filter(version -> same(version, instance.getVersion()))
                .filter(version -> !outdated(manager, instances).contains(instance));
        Stream<InstanceGroupManagerVersion> alike = open.stream()
                .filter(version -> version.getInstanceTemplate()
                        .equals(instance.getVersion().getInstanceTemplate()));
        return Stream.of(own, alike, open.stream())
                .flatMap(versions -> versions)
                .findFirst()
                .orElseGet(() -> manager.getVersions(0));
    }

    private static boolean isFull(InstanceGroupManagerVersion version, List<ManagedInstance> instances) {
        long having = instances.stream()
                .filter(instance -> same(version, instance.getVersion()))
                .count();
        return having >= version.getTargetSize().getCalculated();
    }

    /** The version whose share is not full yet. */
    static InstanceGroupManagerVersion next(InstanceGroupManager manager, List<ManagedInstance> instances) {
        return manager.getVersionsList().stream()
                .filter(version -> !isFull(version, instances))
                .findFirst()
                .orElseGet(() -> manager.getVersions(0));
    }
}
