package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.state.Change;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A subscription: keeps what its topic publishes until it is acknowledged, gives it to whoever consumes, and gives it
 * again when it is refused or its ack deadline passes. One lock guards all of it; consumers hand on elsewhere.
 */
final class SubscriptionQueue {
    private final Surroundings around;
    private final AckIds ackIds;
    private final Backlog backlog;
    private final Deliveries deliveries;
    private final Redelivery redelivery;
    private final Expiration expiration;
    private final Alarm alarm;
    private volatile Subscription resource;
    private volatile SubscriptionFilter filter;
    private boolean pushes;
    private StatusRuntimeException ended;

    /**
     * @param expire takes the subscription away, once nobody has used it for too long
     */
    SubscriptionQueue(Subscription resource, Surroundings around, DeadLetterTopics deadLetterTopics, Runnable expire) {
        this.around = around;
        this.ackIds = new AckIds(resource.getName(), around.ids());
        this.backlog = new Backlog(resource.getName(), resource.getEnableMessageOrdering(), around.ledger());
        this.deliveries = new Deliveries(backlog, ackIds);
        this.redelivery = new Redelivery(backlog, this, deadLetterTopics);
        this.expiration = new Expiration(around.clock(), this, expire);
        this.alarm = new Alarm(around.clock(), this::deliver);
        this.resource = Subscription.getDefaultInstance();
        accept(resource);
        if (resource.getDetached()) {
            ended = PubSubError.detached(resource.getName());
        }
        expiration.watch();
    }

    String name() {
        return resource.getName();
    }

    Subscription resource() {
        return resource;
    }

    void update(Subscription updated) {
        changing(() -> {
            around.ledger().write(() -> List.of(Records.put(Records.of(updated))));
            accept(updated);
            expiration.watch();
            deliverNow();
        });
    }

    /** Takes it that the topic is gone; who deletes it writes that down. */
    synchronized Subscription withoutTopic() {
        resource = resource.toBuilder().setTopic(ResourceNames.DELETED_TOPIC).build();
        return resource;
    }

    /** Gives the backlog up for good and takes nothing from the topic any more. */
    void detach() {
        changing(() -> {
            Subscription detached = resource.toBuilder().setDetached(true).build();
            List<Change> changes = new ArrayList<>(backlog.removals());
            changes.add(Records.put(Records.of(detached)));
            around.ledger().write(() -> changes);
            resource = detached;
            end(PubSubError.detached(name()));
        });
    }

    /** Ends everything; consumers learn the reason. What is written down stays so. */
    synchronized void end(StatusRuntimeException reason) {
        ended = reason;
        alarm.cancel();
        expiration.cancel();
        deliveries.end(reason);
        backlog.clear();
    }

    /** The messages as they will arrive here, if {@link #enqueue enqueued}. */
    List<QueuedMessage> arriving(List<PubsubMessage> published) {
        return new Arrivals(around).of(name(), filter, published);
    }

    synchronized void enqueue(Collection<QueuedMessage> arriving) {
        if (ended == null) {
            arriving.forEach(backlog.messages()::add);
            deliverNow();
        }
    }

    /** Takes up what was kept; it is delivered from the next {@link #deliver} on. */
    synchronized void restore(Collection<QueuedMessage> waiting, Collection<QueuedMessage> acknowledged) {
        waiting.forEach(backlog.messages()::add);
        acknowledged.forEach(backlog.acknowledged()::add);
    }

    /** Lets a pull or a stream take messages from now on; throws FAILED_PRECONDITION where there is nothing to pull. */
    void join(Consumer consumer) {
        changing(() -> {
            requirePull();
            expiration.used();
            deliveries.join(consumer);
            deliverNow();
        });
    }

    synchronized void leave(Consumer consumer) {
        deliveries.leave(consumer);
    }

    synchronized boolean hasOpenPulls() {
        return !pushes && deliveries.hasConsumers();
    }

    AckOutcome acknowledge(List<String> ids) {
        ackIds.require(ids);
        return changing(() -> {
            catchUp(around.clock().instant());
            Leases leases = Leases.of(ids, backlog.outstanding());
            backlog.acknowledge(leases.valid(), resource.getRetainAckedMessages());
            expiration.used();
            deliverNow();
            return leases.outcome();
        });
    }

    /** Counts the ack deadline anew from now; zero refuses the messages. */
    AckOutcome modifyAckDeadline(List<String> ids, Duration deadline) {
        ackIds.require(ids);
        return changing(() -> {
            Instant now = around.clock().instant();
            catchUp(now);
            Leases leases = Leases.of(ids, backlog.outstanding());
            if (deadline.isZero()) {
                leases.valid().forEach(lease -> redelivery.refuse(lease, now));
            } else {
                ids.forEach(id -> backlog.outstanding().extend(id, now.plus(deadline)));
            }
            deliverNow();
            return leases.outcome();
        });
    }

    /**
     * Counts as acknowledged what was published before a time, and delivers again what is known from then on.
     *
     * @param retainedByTopic what the topic has from then on
     */
    void seek(Instant time, List<PubsubMessage> retainedByTopic) {
        changing(() -> {
            if (ended != null) {
                throw ended;
            }
            backlog.seek(time, arriving(retainedByTopic), resource.getRetainAckedMessages());
            deliverNow();
        });
    }

    /** Ends the wait of a message that could not be delivered, and was to be published elsewhere. */
    void left(QueuedMessage message, boolean published) {
        changing(() -> {
            redelivery.left(message, published, around.clock().instant());
            deliverNow();
        });
    }

    /** Delivers what can be delivered now. */
    void deliver() {
        changing(this::deliverNow);
    }

    /** All there is to keep of it. */
    synchronized List<Change> puts() {
        List<Change> puts = new ArrayList<>(backlog.puts());
        puts.add(Records.put(Records.of(resource)));
        return puts;
    }

    synchronized List<Change> removals() {
        List<Change> removals = new ArrayList<>(backlog.removals());
        removals.add(Records.remove(name()));
        return removals;
    }

    private void accept(Subscription updated) {
        PushConfig pushBefore = resource.getPushConfig();
        resource = updated;
        filter = SubscriptionFilter.parse(updated.getFilter());
        if (!updated.getPushConfig().equals(pushBefore)) {
            replacePush();
        }
    }

    private void requirePull() {
        if (ended != null) {
            throw ended;
        }
        if (pushes) {
            throw PubSubError.failedPrecondition("This method is not supported for this subscription type.");
        }
    }

    private void replacePush() {
        deliveries.end(PubSubError.failedPrecondition(
                "The push configuration of the subscription has changed (resource=" + name() + ")."));
        pushes = !resource.getPushConfig().getPushEndpoint().isEmpty();
        if (pushes) {
            deliveries.join(new PushDelivery(this, around));
        }
    }

    private void deliverNow() {
        if (ended != null) {
            return;
        }
        Instant now = around.clock().instant();
        catchUp(now);
        deliveries.handOut(now, resource.hasDeadLetterPolicy());
        backlog.nextEvent(retention()).ifPresent(alarm::setFor);
    }

    /** Makes happen what time has brought about. */
    private void catchUp(Instant now) {
        backlog.forgetPublishedUntil(now.minus(retention()));
        redelivery.expire(now);
    }

    private Duration retention() {
        return ProtoTime.duration(resource.getMessageRetentionDuration());
    }

    private void changing(Runnable work) {
        changing(() -> {
            work.run();
            return null;
        });
    }

    private <T> T changing(Supplier<T> work) {
        return around.ledger().changing(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
