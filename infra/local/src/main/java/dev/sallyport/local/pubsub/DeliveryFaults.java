package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Disturbs deliveries within what Pub/Sub allows: a message may come twice, late, or in another order, but it comes. A
 * subscription asks once for every message that its topic hands to it.
 */
@FunctionalInterface
public interface DeliveryFaults {
    /**
     * When the copies of a message become deliverable, counted from now: one zero for an undisturbed message, several
     * values for a duplicated one. Copies share the message id and are acknowledged separately.
     *
     * @param subscription resource name, {@code projects/PROJECT/subscriptions/SUBSCRIPTION}
     * @return at least one delay, for a message must not get lost
     */
    List<Duration> arrivals(String subscription, PubsubMessage message);

    /** Every message once and at once. */
    static DeliveryFaults none() {
        return (subscription, message) -> List.of(Duration.ZERO);
    }

    /** Every message once more than it was published. */
    static DeliveryFaults duplicate() {
        return (subscription, message) -> List.of(Duration.ZERO, Duration.ZERO);
    }

    /** Every message later by the same time. */
    static DeliveryFaults delay(Duration by) {
        return (subscription, message) -> List.of(by);
    }

    /** Every message later by a time of its own, so that messages overtake each other. */
    static DeliveryFaults reorder(Supplier<Duration> delays) {
        return (subscription, message) -> List.of(delays.get());
    }

    /** These faults for one subscription, none for the others. */
    default DeliveryFaults onlyOn(String subscription) {
        return (name, message) -> name.equals(subscription) ? arrivals(name, message) : List.of(Duration.ZERO);
    }

    /** These faults, and each copy disturbed by the others as well. */
    default DeliveryFaults and(DeliveryFaults others) {
        return (subscription, message) -> {
            List<Duration> arrivals = new ArrayList<>();
            for (Duration first : arrivals(subscription, message)) {
                others.arrivals(subscription, message).forEach(second -> arrivals.add(first.plus(second)));
            }
            return arrivals;
        };
    }
}
