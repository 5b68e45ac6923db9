package dev.sallyport.stages;

import com.google.cloud.compute.v1.FixedOrPercent;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.InstanceGroupManagerUpdatePolicy;
import dev.sallyport.plan.Consequence;

/**
 * What it means for visitors that the VMs of a group change by its update policy.
 *
 * @param size how many VMs there are
 * @param away how many of them may be away at a time
 * @param extra how many may be made before others go
 */
record Rolling(int size, int away, int extra) {
    static Rolling of(InstanceGroupManager manager) {
        int size = manager.getTargetSize();
        InstanceGroupManagerUpdatePolicy policy = manager.getUpdatePolicy();
        int zones = manager.getDistributionPolicy().getZonesCount();
        return new Rolling(
                size,
                policy.hasMaxUnavailable() ? count(policy.getMaxUnavailable(), size) : zones,
                policy.hasMaxSurge() ? count(policy.getMaxSurge(), size) : zones);
    }

    /** @param happens what happens to them, such as {@code restart} */
    Consequence consequence(String happens) {
        if (away >= size) {
            return new Consequence(
                    Consequence.Kind.OUTAGE,
                    (size == 1 ? "The only VM " + happens + "s" : "All " + size + " VMs " + happens + " at once")
                            + ": nobody is served meanwhile.");
        }
        return new Consequence(
                Consequence.Kind.CAPACITY,
                away == 0
                        ? "The VMs " + happens + ", each once another has taken its place: all " + size
                                + " serve all the time."
                        : "The VMs " + happens + ", " + away + " at a time: at least " + (size - away) + " of " + size
                                + " serve meanwhile.");
    }

    private static int count(FixedOrPercent value, int size) {
        return value.hasPercent() ? (value.getPercent() * size + 99) / 100 : value.getFixed();
    }
}
