package dev.sallyport.local.pubsub;

import dev.sallyport.local.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All messages of a subscription: those that wait, those that are handed out under leases, and the acknowledged ones
 * that are retained. Each change is in the ledger before it is made. Guarded by the subscription's lock.
 */
final class Backlog {
    private final String subscription;
    private final Ledger ledger;
    private final MessageQueue messages;
    private final Outstanding outstanding = new Outstanding();
    private final AcknowledgedMessages acknowledged = new AcknowledgedMessages();

    Backlog(String subscription, boolean ordered, Ledger ledger) {
        this.subscription = subscription;
        this.ledger = ledger;
        this.messages = new MessageQueue(ordered);
    }

    MessageQueue messages() {
        return messages;
    }

    Outstanding outstanding() {
        return outstanding;
    }

    AcknowledgedMessages acknowledged() {
        return acknowledged;
    }

    /** How many wait to be handed out. */
    int waiting() {
        return messages.size() - outstanding.size();
    }

    /** Takes messages for good, in one step: none of them comes again, but by a seek if they are retained. */
    void acknowledge(Collection<Lease> leases, boolean retain) {
        List<QueuedMessage> settled = leases.stream().map(Lease::message).toList();
        ledger.write(() -> settled.stream()
                .flatMap(message -> acknowledgement(message, retain))
                .toList());
        leases.forEach(lease -> {
            outstanding.remove(lease.ackId());
            messages.settled(lease.message());
            lease.holder().released(lease);
        });
        if (retain) {
            settled.forEach(acknowledged::add);
        }
    }

    /** Takes a message back that was handed out in vain. */
    void countFailure(Lease lease) {
        QueuedMessage message = lease.message();
        ledger.write(() -> List.of(Records.put(Records.failures(subscription, message, message.failures() + 1))));
        message.countFailure();
        outstanding.remove(lease.ackId());
        lease.holder().released(lease);
    }

    /** Makes a message deliverable again, and after it those of the same ordering key that were handed out after it. */
    void redeliver(QueuedMessage failed, Instant now, Duration delay) {
        for (QueuedMessage follower : messages.handedOutAfter(failed)) {
            outstanding.remove(follower).ifPresent(lease -> {
                lease.holder().released(lease);
                messages.putBack(follower, now);
            });
        }
        messages.putBack(failed, now.plus(delay));
    }

    /** Forgets a message that has found another place. */
    void moved(QueuedMessage message) {
        ledger.write(() -> removal(message).toList());
        messages.settled(message);
    }

    /** Forgets what was published until then. */
    void forgetPublishedUntil(Instant time) {
        List<QueuedMessage> waiting = messages.publishedUntil(time);
        List<QueuedMessage> retained = acknowledged.publishedUntil(time);
        if (waiting.isEmpty() && retained.isEmpty()) {
            return;
        }
        ledger.write(() -> Stream.concat(
                        waiting.stream().flatMap(this::removal),
                        retained.stream().flatMap(this::retainedRemoval))
                .toList());
        waiting.forEach(this::drop);
        retained.forEach(acknowledged::remove);
    }

    /**
     * Counts as acknowledged what was published before a time, and as not acknowledged all that is known from then on.
     *
     * @param fromTopic what the topic still has from then on, in the order of publication
     */
    void seek(Instant time, Collection<QueuedMessage> fromTopic, boolean retain) {
        List<QueuedMessage> before = messages.publishedBefore(time);
        List<QueuedMessage> again = acknowledged.publishedFrom(time);
        List<QueuedMessage> unknown = fromTopic.stream()
                .filter(message -> !messages.has(message) && !acknowledged.has(message))
                .toList();
        ledger.write(() -> {
            List<Change> changes = new ArrayList<>();
            before.forEach(message -> acknowledgement(message, retain).forEach(changes::add));
            again.forEach(
                    message -> changes.add(Records.remove(Records.name(subscription, Records.ACKNOWLEDGED, message))));
            unknown.forEach(message -> changes.add(Records.put(Records.message(subscription, message))));
            return changes;
        });
        before.forEach(this::drop);
        again.forEach(acknowledged::remove);
        if (retain) {
            before.forEach(acknowledged::add);
        }
        again.forEach(messages::add);
        unknown.forEach(messages::add);
    }

    /** What there is of each message, to be found again by {@link Restored}. */
    List<Change> puts() {
        return Stream.concat(
                        messages.all().stream().flatMap(this::puts),
                        acknowledged.all().stream()
                                .flatMap(message -> Stream.concat(
                                        puts(message),
                                        Stream.of(Records.put(Records.acknowledged(subscription, message))))))
                .toList();
    }

    List<Change> removals() {
        return Stream.concat(
                        messages.all().stream().flatMap(this::removal),
                        acknowledged.all().stream().flatMap(this::retainedRemoval))
                .toList();
    }

    void clear() {
        outstanding.removeAll();
        messages.clear();
        acknowledged.clear();
    }

    /** When time changes something of itself. */
    Optional<Instant> nextEvent(Duration retention) {
        return Stream.of(
                        outstanding.nextDeadline(),
                        messages.nextAvailable(),
                        messages.oldestPublished().map(published -> published.plus(retention)),
                        acknowledged.oldestPublished().map(published -> published.plus(retention)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private void drop(QueuedMessage message) {
        outstanding.remove(message).ifPresent(lease -> lease.holder().released(lease));
        messages.remove(message);
    }

    private Stream<Change> acknowledgement(QueuedMessage message, boolean retain) {
        return retain
                ? Stream.concat(
                        failuresRemoval(message), Stream.of(Records.put(Records.acknowledged(subscription, message))))
                : removal(message);
    }

    private Stream<Change> puts(QueuedMessage message) {
        Stream<Change> content = Stream.of(Records.put(Records.message(subscription, message)));
        return message.failures() == 0
                ? content
                : Stream.concat(
                        content, Stream.of(Records.put(Records.failures(subscription, message, message.failures()))));
    }

    private Stream<Change> removal(QueuedMessage message) {
        return Stream.concat(
                failuresRemoval(message),
                Stream.of(Records.remove(Records.name(subscription, Records.MESSAGES, message))));
    }

    private Stream<Change> retainedRemoval(QueuedMessage message) {
        return Stream.concat(
                removal(message), Stream.of(Records.remove(Records.name(subscription, Records.ACKNOWLEDGED, message))));
    }

    private Stream<Change> failuresRemoval(QueuedMessage message) {
        return message.failures() == 0
                ? Stream.empty()
                : Stream.of(Records.remove(Records.name(subscription, Records.FAILURES, message)));
    }
}
