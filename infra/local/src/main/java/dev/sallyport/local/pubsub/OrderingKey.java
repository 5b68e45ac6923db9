package dev.sallyport.local.pubsub;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The messages of one ordering key in one subscription. Guarded by the subscription's lock. */
final class OrderingKey {
    private final NavigableSet<QueuedMessage> waiting = new TreeSet<>(Comparator.comparing(QueuedMessage::sequence));
    private final NavigableSet<QueuedMessage> handedOut = new TreeSet<>(Comparator.comparing(QueuedMessage::sequence));
    private Consumer holder;

    NavigableSet<QueuedMessage> waiting() {
        return waiting;
    }

    NavigableSet<QueuedMessage> handedOut() {
        return handedOut;
    }

    Optional<QueuedMessage> head() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
    }

    /** Whether a consumer may have the next message: one that may not have overtaken, or been overtaken by, another. */
    boolean allows(Consumer consumer) {
        return handedOut.isEmpty() || (holder == consumer && consumer.keepsOrder());
    }

    void handOut(QueuedMessage message, Consumer consumer) {
        waiting.remove(message);
        handedOut.add(message);
        holder = consumer;
    }

    boolean idle() {
        return waiting.isEmpty() && handedOut.isEmpty();
    }
}
