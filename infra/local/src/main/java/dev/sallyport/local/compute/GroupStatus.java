package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerActionsSummary;
import com.google.cloud.compute.v1.InstanceGroupManagerStatus;
import com.google.cloud.compute.v1.InstanceGroupManagerStatusAllInstancesConfig;
import com.google.cloud.compute.v1.InstanceGroupManagerStatusStateful;
import com.google.cloud.compute.v1.InstanceGroupManagerStatusStatefulPerInstanceConfigs;
import com.google.cloud.compute.v1.InstanceGroupManagerStatusVersionTarget;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.sallyport.local.compute.ManagedInstances.Managed;
import java.util.List;
import java.util.Locale;

/** How far a managed instance group has come: computed when it is asked for, so that it is never behind. */
final class GroupStatus {
    private GroupStatus() {}

    static InstanceGroupManager of(Transaction transaction, Link link, InstanceGroupManager stored) {
        List<Managed> instances = ManagedInstances.of(transaction, link).toList();
        boolean settled =
                instances.size() == stored.getTargetSize() && instances.stream().allMatch(Managed::available);
        boolean current = GroupVersions.outdated(
                        stored,
                        instances.stream()
                                .filter(managed -> !managed.leaving())
                                .map(Managed::record)
                                .toList())
                .isEmpty();
        boolean updating = !current && stored.getUpdatePolicy().getType().equals("PROACTIVE");
        return stored.toBuilder()
                .setCurrentActions(actions(stored, instances))
                .setStatus(InstanceGroupManagerStatus.newBuilder()
                        .setIsStable(settled && !updating)
                        .setVersionTarget(InstanceGroupManagerStatusVersionTarget.newBuilder()
                                .setIsReached(current))
                        .setAllInstancesConfig(InstanceGroupManagerStatusAllInstancesConfig.newBuilder()
                                .setEffective(true))
                        .setStateful(stateful(stored)))
                .build();
    }

    private static InstanceGroupManagerStatusStateful stateful(InstanceGroupManager stored) {
        return InstanceGroupManagerStatusStateful.newBuilder()
                .setHasStatefulConfig(stored.hasStatefulPolicy())
                .setPerInstanceConfigs(InstanceGroupManagerStatusStatefulPerInstanceConfigs.newBuilder()
                        .setAllEffective(true))
                .build();
    }

    private static InstanceGroupManagerActionsSummary actions(InstanceGroupManager stored, List<Managed> instances) {
        InstanceGroupManagerActionsSummary.Builder summary = InstanceGroupManagerActionsSummary.newBuilder();
        for (FieldDescriptor field : summary.getDescriptorForType().getFields()) {
            String action = field.getName().toUpperCase(Locale.ROOT);
            long count =
                    instances.stream().filter(managed -> managed.is(action)).count();
            summary.setField(field, (int) count);
        }
        int missing = stored.getTargetSize() - instances.size();
        return summary.setCreating(summary.getCreating() + Math.max(0, missing)).build();
    }
}
