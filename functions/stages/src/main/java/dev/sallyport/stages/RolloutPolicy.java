package dev.sallyport.stages;

import com.google.cloud.compute.v1.FixedOrPercent;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import dev.sallyport.request.ProvisionRequest;

/** How a managed instance group changes its VMs, whoever asks for it. */
final class RolloutPolicy {
    private RolloutPolicy() {}

    /** Of another template: VMs of it take the places of those there are, within the request's limits. */
    static InstanceGroupManagerUpdatePolicy of(ProvisionRequest request) {
        ProvisionRequest.Rollout rollout = request.instanceGroup().rollout();
        return proactive("REPLACE", rollout.maxSurge(), rollout.maxUnavailable())
                .build();
    }

    /** For a restart where they are: there are no others meanwhile. */
    static InstanceGroupManagerUpdatePolicy ofRestart(ProvisionRequest request) {
        return proactive("RESTART", 0, request.restart().maxUnavailable()).build();
    }

    /** Of itself a group gives another template to new VMs alone. */
    private static InstanceGroupManagerUpdatePolicy.Builder proactive(
            String minimalAction, int maxSurge, int maxUnavailable) {
        return InstanceGroupManagerUpdatePolicy.newBuilder()
                .setType("PROACTIVE")
                .setReplacementMethod("SUBSTITUTE")
                .setMinimalAction(minimalAction)
                .setMaxSurge(fixed(maxSurge))
                .setMaxUnavailable(fixed(maxUnavailable));
    }

    private static FixedOrPercent fixed(int count) {
        return FixedOrPercent.newBuilder().setFixed(count).build();
    }
}
