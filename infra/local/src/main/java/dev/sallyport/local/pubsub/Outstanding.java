package dev.sallyport.local.pubsub;

import java.time.Instant;
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

    Optional<Lease> find(String ackId) {
        return Optional.ofNullable(byAckId.get(ackId));
    }

    boolean has(Lease lease) {
        return byAckId.containsKey(lease.ackId());
    }

    /** The leases whose deadline has come. */
    List<Lease> expired(Instant now) {
        return byDeadline.isEmpty() || byDeadline.first().deadline().isAfter(now)
                ? List.of()
                : byDeadline.stream()
                        .takeWhile(lease -> !lease.deadline().isAfter(now))
                        .toList();
    }

    int size() {
        return byAckId.size();
    }

    void removeAll() {
        byAckId.clear();
        byMessage.clear();
        byDeadline.clear();
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
