package dev.sallyport.local.pubsub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The leases of a subscription, by ack id and by deadline. Guarded by the subscription's lock. */
final class Outstanding {
    private final Map<String, Lease> byAckId = new HashMap<>();
    private final Map<QueuedMessage, Lease> byMessage = new HashMap<>();
    private final NavigableSet<Lease> byDeadline = new TreeSet<>(Comparator.comparing(Lease::deadline)
            .thenComparing(lease -> lease.message().sequence()));

    void add(Lease lease) {
        byAckId.put(lease.ackId(), lease);
        byMessage.put(lease.message(), lease);
        byDeadline.add(lease);
    }

    Optional<Lease> remove(String ackId) {
        return removed(byAckId.get(ackId));
    }

    Optional<Lease> remove(QueuedMessage message) {
        return removed(byMessage.get(message));
    }

    /** Moves a deadline; an ack id that is not known any more is passed over. */
    void extend(String ackId, Instant deadline) {
        remove(ackId).ifPresent(lease -> add(lease.until(deadline)));
    }

    /** Removes the leases whose deadline has come. */
    List<Lease> removeExpired(Instant now) {
        List<Lease> expired = new ArrayList<>();
        while (!byDeadline.isEmpty() && !byDeadline.first().deadline().isAfter(now)) {
            removed(byDeadline.first()).ifPresent(expired::add);
        }
        return expired;
    }

    int size() {
        return byAckId.size();
    }

    Collection<Lease> removeAll() {
        List<Lease> leases = List.copyOf(byAckId.values());
        leases.forEach(this::removed);
        return leases;
    }

    Optional<Instant> nextDeadline() {
        return byDeadline.isEmpty()
                ? Optional.empty()
                : Optional.of(byDeadline.first().deadline());
    }

    private Optional<Lease> removed(Lease lease) {
        if (lease == null) {
            return Optional.empty();
        }
        byAckId.remove(lease.ackId());
        byMessage.remove(lease.message());
        byDeadline.remove(lease);
        return Optional.of(lease);
    }
}
