package dev.sallyport.local.admin;

import com.google.pubsub.v1.PubsubMessage;
import dev.sallyport.local.pubsub.DeliveryFaults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The rules in force, in the order in which they were made. */
final class Faults implements DeliveryFaults {
    private final List<ActiveRule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final InstantSource clock;

    Faults(InstantSource clock) {
        this.clock = clock;
    }

    ActiveRule add(FaultRule rule) {
        ActiveRule active = new ActiveRule("fault-" + ids.incrementAndGet(), rule, clock);
        rules.add(active);
        return active;
    }

    List<ActiveRule> all() {
        return List.copyOf(rules);
    }

    Optional<ActiveRule> find(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    boolean remove(String id) {
        return rules.removeIf(rule -> rule.id().equals(id));
    }

    void clear() {
        rules.clear();
    }

    /** What strikes a call. */
    List<Strike> strike(CalledMethod call) {
        return rules.stream()
                .filter(active -> !active.rule().fault().isOfDelivery())
                .filter(active -> active.rule().fits(call) && active.strikes())
                .map(ActiveRule::strike)
                .toList();
    }

    @Override
    public List<Duration> arrivals(String subscription, PubsubMessage message) {
        return rules.stream()
                .filter(active -> active.rule().fault().isOfDelivery())
                .filter(active -> active.rule().fits(subscription) && active.strikes())
                .map(Faults::disturbance)
                .reduce(DeliveryFaults.none(), DeliveryFaults::and)
                .arrivals(subscription, message);
    }

    private static DeliveryFaults disturbance(ActiveRule active) {
        Fault fault = active.rule().fault();
        if (fault instanceof Fault.Delay delay) {
            return DeliveryFaults.delay(delay.by());
        }
        if (fault instanceof Fault.Reorder reorder) {
            return DeliveryFaults.reorder(() -> active.anyTimeWithin(reorder.within()));
        }
        return DeliveryFaults.duplicate();
    }
}
