package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What becomes of messages that were delivered in vain: they come again, or go to the dead-letter topic. Such a message
 * leaves the backlog only when the topic has it, so that it is never nowhere. Guarded by the subscription's lock.
 */
final class Redelivery {
    private final Backlog backlog;
    private final SubscriptionQueue subscription;
    private final DeadLetterTopics deadLetterTopics;

    Redelivery(Backlog backlog, SubscriptionQueue subscription, DeadLetterTopics deadLetterTopics) {
        this.backlog = backlog;
        this.subscription = subscription;
        this.deadLetterTopics = deadLetterTopics;
    }

    /** Ends the leases whose deadline has come. */
    void expire(Instant now) {
        List<Lease> expired = backlog.outstanding().expired(now);
        expired.forEach(backlog::countFailure);
        expired.forEach(lease -> afterFailure(lease.message(), now));
    }

    /** Ends a lease; it is passed over if its message was taken back with one before it. */
    void refuse(Lease lease, Instant now) {
        if (backlog.outstanding().has(lease)) {
            backlog.countFailure(lease);
            afterFailure(lease.message(), now);
        }
    }

    /**
     * @param published whether the dead-letter topic has the message now
     */
    void left(QueuedMessage message, boolean published, Instant now) {
        if (backlog.messages().has(message)) {
            if (published) {
                backlog.moved(message);
            } else {
                backlog.redeliver(message, now, Duration.ZERO);
            }
        }
    }

    private void afterFailure(QueuedMessage message, Instant now) {
        Subscription resource = subscription.resource();
        DeadLetterPolicy policy = resource.getDeadLetterPolicy();
        boolean undeliverable = resource.hasDeadLetterPolicy() && message.failures() >= policy.getMaxDeliveryAttempts();
        if (undeliverable && deadLetterTopics.has(policy.getDeadLetterTopic())) {
            deadLetterTopics.publish(
                    policy.getDeadLetterTopic(),
                    DeadLetter.of(message.content(), message.failures(), resource.getName()),
                    published -> subscription.left(message, published));
        } else {
            backlog.redeliver(message, now, RetryDelay.of(resource).after(message.failures()));
        }
    }
}
