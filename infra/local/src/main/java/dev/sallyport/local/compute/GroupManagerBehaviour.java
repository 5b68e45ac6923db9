package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerAllInstancesConfig;
import com.google.cloud.compute.v1.InstanceGroupManagerInstanceLifecyclePolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerStandbyPolicy;
import com.google.cloud.compute.v1.InstanceGroupManagerTargetSizePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Managed instance groups, zonal and regional. A request is done when the group knows what is wanted of it; the
 * {@link GroupController} makes it so afterwards.
 */
final class GroupManagerBehaviour extends Behaviour<InstanceGroupManager> {
    /** A base name leaves room for a hyphen and four characters. */
    private static final int LONGEST_BASE_NAME = 58;

    GroupManagerBehaviour() {
        super("instanceGroupManagers", InstanceGroupManager.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.to("instance_template", "instanceTemplates"),
                Reference.to("versions.instance_template", "instanceTemplates"),
                Reference.to(
                        "auto_healing_policies.health_check", "healthChecks", "httpHealthChecks", "httpsHealthChecks"),
                Reference.valid("distribution_policy.zones.zone", "zones"),
                Reference.loose("instance_group", "instanceGroups"),
                Reference.loose("target_pools", "targetPools"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("instance_group", "current_actions", "status", "satisfies_pzs", "satisfies_pzi");
    }

    @Override
    InstanceGroupManager complete(
            Transaction transaction, Link link, InstanceGroupManager wanted, Optional<InstanceGroupManager> before) {
        InstanceGroupManager.Builder manager = wanted.toBuilder();
        completeName(link, manager);
        if (!manager.hasTargetSize()) {
            throw Refusals.requiredField("resource.targetSize");
        }
        if (manager.getTargetSize() < 0) {
            throw Refusals.invalidValue(
                    "resource.targetSize", Integer.toString(manager.getTargetSize()), "Must not be negative.");
        }
        GroupZones.complete(link, manager, before);
        GroupVersions.complete(manager, before);
        GroupUpdatePolicy.complete(link, manager, before);
        completeDefaults(manager);
        return manager.setInstanceGroup(link.in("instanceGroups", link.name()).url())
                .build();
    }

    private static void completeName(Link link, InstanceGroupManager.Builder manager) {
        if (manager.getBaseInstanceName().isEmpty()) {
            String name = link.name();
            manager.setBaseInstanceName(
                    name.length() > LONGEST_BASE_NAME ? name.substring(0, LONGEST_BASE_NAME) : name);
        }
        Names.check("resource.baseInstanceName", manager.getBaseInstanceName());
    }

    private static void completeDefaults(InstanceGroupManager.Builder manager) {
        InstanceGroupManagerInstanceLifecyclePolicy.Builder lifecycle = manager.getInstanceLifecyclePolicyBuilder();
        Fields.setDefault(lifecycle, "default_action_on_failure", "REPAIR");
        Fields.setDefault(lifecycle, "force_update_on_repair", "NO");
        Fields.setDefault(lifecycle, "on_failed_health_check", "DEFAULT_ACTION");
        Fields.setDefault(
                manager,
                "standby_policy",
                InstanceGroupManagerStandbyPolicy.newBuilder().setMode("MANUAL").build());
        Fields.setDefault(
                manager,
                "target_size_policy",
                InstanceGroupManagerTargetSizePolicy.newBuilder()
                        .setMode("INDIVIDUAL")
                        .build());
        Fields.setDefault(manager, "list_managed_instances_results", "PAGELESS");
        Fields.setDefault(manager, "target_stopped_size", 0);
        Fields.setDefault(manager, "target_suspended_size", 0);
        Fields.setDefault(manager, "satisfies_pzs", true);
        Fields.setDefault(manager, "satisfies_pzi", false);
        if (manager.getAllInstancesConfig().equals(InstanceGroupManagerAllInstancesConfig.getDefaultInstance())) {
            manager.clearAllInstancesConfig();
        }
    }

    @Override
    void changed(
            Transaction transaction, Link link, Optional<InstanceGroupManager> before, InstanceGroupManager after) {
        Link group = link.in("instanceGroups", link.name());
        if (before.isEmpty()) {
            transaction.create(
                    group,
                    InstanceGroup.newBuilder()
                            .addAllNamedPorts(after.getNamedPortsList())
                            .setDescription(
                                    "This instance group is controlled by Instance Group Manager '" + link.name()
                                            + "'. To modify instances in this group, use the Instance Group Manager API: "
                                            + "https://cloud.google.com/compute/docs/reference/latest/instanceGroupManagers")
                            .build());
        } else if (!before.get().getNamedPortsList().equals(after.getNamedPortsList())) {
            transaction
                    .get(InstanceGroup.class, group)
                    .ifPresent(known -> transaction.change(
                            group,
                            known,
                            known.toBuilder()
                                    .clearNamedPorts()
                                    .addAllNamedPorts(after.getNamedPortsList())
                                    .build()));
        }
    }

    @Override
    void deleted(Transaction transaction, Link link, InstanceGroupManager last) {
        Link group = link.in("instanceGroups", link.name());
        transaction.users(group).findFirst().ifPresent(user -> {
            throw inUse(transaction, link, user);
        });
        ManagedInstances.of(transaction, link).toList().forEach(managed -> {
            transaction.remove(managed.place());
            if (!managed.is("ABANDONING")) {
                transaction.get(managed.instance()).ifPresent(instance -> transaction.delete(managed.instance()));
            }
        });
        transaction.remove(group);
    }

    @Override
    InstanceGroupManager shown(Transaction transaction, Link link, InstanceGroupManager stored) {
        return GroupStatus.of(transaction, link, withNamedPorts(transaction, link, stored));
    }

    /** Ports are named through the manager or through its group, and shown by both. */
    private static InstanceGroupManager withNamedPorts(
            Transaction transaction, Link link, InstanceGroupManager stored) {
        return transaction
                .get(InstanceGroup.class, link.in("instanceGroups", link.name()))
                .map(group -> stored.toBuilder()
                        .clearNamedPorts()
                        .addAllNamedPorts(group.getNamedPortsList())
                        .build())
                .orElse(stored);
    }

    @Override
    String operationType(MethodKind kind, Call call) {
        String plain = super.operationType(kind, call);
        return kind == MethodKind.PATCH ? plain : "compute.instanceGroupManagers." + plain;
    }

    @Override
    Map<String, Action<InstanceGroupManager>> actions() {
        return GroupActions.all();
    }
}
