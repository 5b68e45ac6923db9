package dev.sallyport.local.pubsub;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The acknowledged messages that a subscription retains, for a seek. Guarded by the subscription's lock. */
final class AcknowledgedMessages {
    private final NavigableMap<Long, QueuedMessage> bySequence = new TreeMap<>();

    void add(QueuedMessage message) {
        bySequence.put(message.sequence(), message.anew());
    }

    void remove(QueuedMessage message) {
        bySequence.remove(message.sequence());
    }

    boolean has(QueuedMessage message) {
        return bySequence.containsKey(message.sequence());
    }

    Collection<QueuedMessage> all() {
        return bySequence.values();
    }

    List<QueuedMessage> publishedUntil(Instant time) {
        return bySequence.values().stream()
                .takeWhile(message -> !message.publishedAt().isAfter(time))
                .toList();
    }

    List<QueuedMessage> publishedFrom(Instant time) {
        return bySequence.values().stream()
                .filter(message -> !message.publishedAt().isBefore(time))
                .toList();
    }

    Optional<Instant> oldestPublished() {
        return bySequence.isEmpty()
                ? Optional.empty()
                : Optional.of(bySequence.firstEntry().getValue().publishedAt());
    }

    void clear() {
        bySequence.clear();
    }
}
