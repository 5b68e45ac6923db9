package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.time.CloudClock;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A subscription: keeps what its topic publishes until it is acknowledged, gives it to whoever consumes, and gives it
 * again when it is refused or its ack deadline passes. One lock guards all of it; consumers hand on elsewhere.
 */
final class SubscriptionQueue {
    private final CloudClock clock;
    private final DeliveryFaults faults;
    private final AtomicLong ids;
    private final DeadLetterTopics deadLetterTopics;
    private final AckIds ackIds;
    private final MessageQueue messages;
    private final Outstanding outstanding = new Outstanding();
    private final List<Consumer> consumers = new ArrayList<>();
    private final Alarm alarm;
    private Subscription resource;
    private SubscriptionFilter filter;
    private RetryDelay retryDelay;
    private PushDelivery push;
    private StatusRuntimeException ended;

    SubscriptionQueue(
            Subscription resource,
            CloudClock clock,
            DeliveryFaults faults,
            AtomicLong ids,
            DeadLetterTopics deadLetterTopics) {
        this.clock = clock;
        this.faults = faults;
        this.ids = ids;
        this.deadLetterTopics = deadLetterTopics;
        this.ackIds = new AckIds(resource.getName(), ids);
        this.messages = new MessageQueue(resource.getEnableMessageOrdering());
        this.alarm = new Alarm(clock, this::deliver);
        this.resource = Subscription.getDefaultInstance();
        update(resource);
    }

    synchronized String name() {
        return resource.getName();
    }

    synchronized Subscription resource() {
        return resource;
    }

    synchronized void update(Subscription updated) {
        PushConfig pushBefore = resource.getPushConfig();
        resource = updated;
        filter = SubscriptionFilter.parse(updated.getFilter());
        retryDelay = RetryDelay.of(updated);
        if (!updated.getPushConfig().equals(pushBefore)) {
            replacePush();
        }
        deliver();
    }

    synchronized void topicDeleted() {
        resource = resource.toBuilder().setTopic(ResourceNames.DELETED_TOPIC).build();
    }

    /** Gives the backlog up for good and takes nothing from the topic any more. */
    synchronized void detach() {
        resource = resource.toBuilder().setDetached(true).build();
        close(PubSubError.detached(name()));
    }

    /** Ends everything; consumers learn the reason. */
    synchronized void close(StatusRuntimeException reason) {
        ended = reason;
        alarm.cancel();
        consumers.forEach(consumer -> consumer.close(reason));
        consumers.clear();
        outstanding.removeAll();
        messages.clear();
    }

    synchronized void enqueue(List<PubsubMessage> published) {
        if (ended != null) {
            return;
        }
        published.stream()
                .filter(message -> filter.matches(message.getAttributesMap()))
                .forEach(this::add);
        deliver();
    }

    /** Lets a pull or a stream take messages from now on; throws FAILED_PRECONDITION where there is nothing to pull. */
    synchronized void join(Consumer consumer) {
        requirePull();
        consumers.add(consumer);
        deliver();
    }

    synchronized void leave(Consumer consumer) {
        consumers.remove(consumer);
    }

    synchronized void acknowledge(List<String> ids) {
        ackIds.require(ids);
        catchUp(clock.instant());
        ids.forEach(id -> outstanding.remove(id).ifPresent(this::settle));
        deliver();
    }

    /** Counts the ack deadline anew from now; zero refuses the messages. */
    synchronized void modifyAckDeadline(List<String> ids, Duration deadline) {
        ackIds.require(ids);
        Instant now = clock.instant();
        catchUp(now);
        if (deadline.isZero()) {
            ids.forEach(id -> outstanding.remove(id).ifPresent(lease -> fail(lease, now)));
        } else {
            ids.forEach(id -> outstanding.extend(id, now.plus(deadline)));
        }
        deliver();
    }

    /** Delivers what can be delivered now. */
    synchronized void deliver() {
        Instant now = clock.instant();
        catchUp(now);
        handOut(now);
        nextEvent().ifPresent(alarm::setFor);
    }

    private void requirePull() {
        if (ended != null) {
            throw ended;
        }
        if (push != null) {
            throw PubSubError.failedPrecondition("This method is not supported for this subscription type.");
        }
    }

    private void replacePush() {
        consumers.forEach(consumer -> consumer.close(PubSubError.failedPrecondition(
                "The push configuration of the subscription has changed (resource=" + name() + ").")));
        consumers.clear();
        push = null;
        if (!resource.getPushConfig().getPushEndpoint().isEmpty()) {
            push = new PushDelivery(this, clock);
            consumers.add(push);
        }
    }

    private void add(PubsubMessage message) {
        List<Duration> arrivals = faults.arrivals(name(), message);
        if (arrivals.isEmpty()) {
            throw new IllegalStateException("arrivals: none (expected: one or more, for a message must not get lost)");
        }
        Instant now = clock.instant();
        arrivals.forEach(delay -> messages.add(new QueuedMessage(ids.incrementAndGet(), message, now.plus(delay))));
    }

    /** Makes happen what time has brought about. */
    private void catchUp(Instant now) {
        for (QueuedMessage dropped : messages.dropPublishedUntil(now.minus(retention()))) {
            outstanding.remove(dropped).ifPresent(lease -> lease.holder().released(lease));
        }
        outstanding.removeExpired(now).forEach(lease -> fail(lease, now));
    }

    private void settle(Lease lease) {
        messages.settled(lease.message());
        lease.holder().released(lease);
    }

    private void fail(Lease lease, Instant now) {
        QueuedMessage message = lease.message();
        message.countFailure();
        lease.holder().released(lease);
        if (isUndeliverable(message)) {
            messages.settled(message);
            deadLetterTopics.publish(
                    resource.getDeadLetterPolicy().getDeadLetterTopic(),
                    DeadLetter.of(message.content(), message.failures(), name()));
        } else {
            takeBackAfter(message, now);
            messages.putBack(message, now.plus(retryDelay.after(message.failures())));
        }
    }

    /** What came after a failed message of the same ordering key has to come after it again. */
    private void takeBackAfter(QueuedMessage failed, Instant now) {
        for (QueuedMessage follower : messages.handedOutAfter(failed)) {
            outstanding.remove(follower).ifPresent(lease -> {
                lease.holder().released(lease);
                messages.putBack(follower, now);
            });
        }
    }

    private boolean isUndeliverable(QueuedMessage message) {
        DeadLetterPolicy policy = resource.getDeadLetterPolicy();
        return resource.hasDeadLetterPolicy()
                && message.failures() >= policy.getMaxDeliveryAttempts()
                && deadLetterTopics.has(policy.getDeadLetterTopic());
    }

    private void handOut(Instant now) {
        boolean progress = true;
        while (progress && messages.hasReady(now)) {
            List<Consumer> hungry =
                    consumers.stream().filter(consumer -> consumer.room() > 0).toList();
            int share = shareOf(hungry.size());
            progress = false;
            for (Consumer consumer : hungry) {
                progress |= handOut(consumer, share, now);
            }
        }
        consumers.removeIf(Consumer::done);
    }

    /** What waits, divided by those who want it, rounded up. */
    private int shareOf(int consumerCount) {
        int waiting = messages.size() - outstanding.size();
        return consumerCount == 0 ? 0 : (waiting + consumerCount - 1) / consumerCount;
    }

    private boolean handOut(Consumer consumer, int share, Instant now) {
        List<Lease> leases =
                messages.take(consumer, Math.min(share, consumer.room()), consumer.roomBytes(), now).stream()
                        .map(message -> lease(message, consumer, now))
                        .toList();
        if (!leases.isEmpty()) {
            leases.forEach(outstanding::add);
            consumer.take(leases);
            // Who got something is the last to get something next.
            consumers.remove(consumer);
            consumers.add(consumer);
        }
        return !leases.isEmpty();
    }

    private Lease lease(QueuedMessage message, Consumer consumer, Instant now) {
        ReceivedMessage.Builder received =
                ReceivedMessage.newBuilder().setAckId(ackIds.next()).setMessage(message.content());
        if (resource.hasDeadLetterPolicy()) {
            received.setDeliveryAttempt(message.failures() + 1);
        }
        return new Lease(message, received.build(), consumer, now.plus(consumer.ackDeadline()));
    }

    private Optional<Instant> nextEvent() {
        return Stream.of(
                        outstanding.nextDeadline(),
                        messages.nextAvailable(),
                        messages.oldestPublished().map(published -> published.plus(retention())))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Duration retention() {
        return ProtoTime.duration(resource.getMessageRetentionDuration());
    }
}
