package dev.sallyport.local.pubsub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The messages of a subscription that are not acknowledged, and which of them may be delivered now: oldest first, none
 * before its time, and with ordering on, no message before its predecessors of the same key. Guarded by the
 * subscription's lock.
 */
final class MessageQueue {
    private static final Comparator<QueuedMessage> BY_TIME =
            Comparator.comparing(QueuedMessage::availableAt).thenComparing(QueuedMessage::sequence);

    private final boolean ordered;
    private final NavigableMap<Long, QueuedMessage> all = new TreeMap<>();
    private final NavigableSet<QueuedMessage> ready = new TreeSet<>(Comparator.comparing(QueuedMessage::sequence));
    private final NavigableSet<QueuedMessage> postponed = new TreeSet<>(BY_TIME);
    private final Map<String, OrderingKey> keys = new HashMap<>();

    MessageQueue(boolean ordered) {
        this.ordered = ordered;
    }

    void add(QueuedMessage message) {
        all.put(message.sequence(), message);
        place(message);
    }

    /** Hands out messages for a consumer, as many as it has room for; the first one whatever its size. */
    List<QueuedMessage> take(Consumer consumer, int count, long bytes, Instant now) {
        promote(now);
        List<QueuedMessage> taken = new ArrayList<>();
        long bytesLeft = bytes;
        QueuedMessage next = ready.isEmpty() ? null : ready.first();
        while (next != null && taken.size() < count && bytesLeft > 0) {
            if (allows(next, consumer)) {
                handOut(next, consumer, now);
                taken.add(next);
                bytesLeft -= next.bytes();
            }
            next = ready.higher(next);
        }
        return taken;
    }

    /** Takes a handed out message back, to be delivered again from a given time on. */
    void putBack(QueuedMessage message, Instant availableAt) {
        returned(message);
        message.postponeUntil(availableAt);
        place(message);
    }

    /** Forgets a message that was handed out. */
    void settled(QueuedMessage message) {
        all.remove(message.sequence());
        returned(message);
        discardIfIdle(message.orderingKey());
    }

    /** The messages of the same key that were handed out after this one. */
    Collection<QueuedMessage> handedOutAfter(QueuedMessage message) {
        OrderingKey key = keys.get(message.orderingKey());
        return key == null ? List.of() : List.copyOf(key.handedOut().tailSet(message, false));
    }

    /** Forgets a message, handed out or not. */
    void remove(QueuedMessage message) {
        all.remove(message.sequence());
        withdraw(message);
    }

    boolean has(QueuedMessage message) {
        return all.containsKey(message.sequence());
    }

    /** Handed out or not, oldest first. */
    Collection<QueuedMessage> all() {
        return all.values();
    }

    List<QueuedMessage> publishedUntil(Instant time) {
        return all.values().stream()
                .takeWhile(message -> !message.publishedAt().isAfter(time))
                .toList();
    }

    List<QueuedMessage> publishedBefore(Instant time) {
        return all.values().stream()
                .takeWhile(message -> message.publishedAt().isBefore(time))
                .toList();
    }

    void clear() {
        all.clear();
        ready.clear();
        postponed.clear();
        keys.clear();
    }

    boolean hasReady(Instant now) {
        promote(now);
        return !ready.isEmpty();
    }

    /** How many there are, those handed out included. */
    int size() {
        return all.size();
    }

    /** When the next postponed message may be delivered. */
    Optional<Instant> nextAvailable() {
        return postponed.isEmpty()
                ? Optional.empty()
                : Optional.of(postponed.first().availableAt());
    }

    Optional<Instant> oldestPublished() {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.firstEntry().getValue().publishedAt());
    }

    private void place(QueuedMessage message) {
        if (!isOrdered(message)) {
            postponed.add(message);
            return;
        }
        OrderingKey key = keys.computeIfAbsent(message.orderingKey(), name -> new OrderingKey());
        key.head().ifPresent(this::hide);
        key.waiting().add(message);
        key.head().ifPresent(postponed::add);
    }

    private void promote(Instant now) {
        while (!postponed.isEmpty() && !postponed.first().availableAt().isAfter(now)) {
            ready.add(postponed.pollFirst());
        }
    }

    private boolean allows(QueuedMessage message, Consumer consumer) {
        return !isOrdered(message) || keys.get(message.orderingKey()).allows(consumer);
    }

    private void handOut(QueuedMessage message, Consumer consumer, Instant now) {
        ready.remove(message);
        if (isOrdered(message)) {
            OrderingKey key = keys.get(message.orderingKey());
            key.handOut(message, consumer);
            key.head().ifPresent(postponed::add);
            promote(now);
        }
    }

    private void returned(QueuedMessage message) {
        if (isOrdered(message)) {
            keys.get(message.orderingKey()).handedOut().remove(message);
        }
    }

    private void withdraw(QueuedMessage message) {
        hide(message);
        if (isOrdered(message)) {
            OrderingKey key = keys.get(message.orderingKey());
            key.head().ifPresent(this::hide);
            key.handedOut().remove(message);
            key.waiting().remove(message);
            key.head().ifPresent(postponed::add);
            discardIfIdle(message.orderingKey());
        }
    }

    private void hide(QueuedMessage message) {
        ready.remove(message);
        postponed.remove(message);
    }

    private void discardIfIdle(String orderingKey) {
        keys.computeIfPresent(orderingKey, (name, key) -> key.idle() ? null : key);
    }

    private boolean isOrdered(QueuedMessage message) {
        return ordered && !message.orderingKey().isEmpty();
    }
}
