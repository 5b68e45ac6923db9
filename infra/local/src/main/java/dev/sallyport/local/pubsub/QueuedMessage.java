package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;

/** A message on its way through one subscription. Guarded by the subscription's lock. */
final class QueuedMessage {
    private final long sequence;
    private final PubsubMessage content;
    private Instant availableAt;
    private int failures;

    QueuedMessage(long sequence, PubsubMessage content, Instant availableAt) {
        this(sequence, content, availableAt, 0);
    }

    /** A message as it was left: how often it had failed counts on. */
    QueuedMessage(long sequence, PubsubMessage content, Instant availableAt, int failures) {
        this.sequence = sequence;
        this.content = content;
        this.availableAt = availableAt;
        this.failures = failures;
    }

    /** The message as if it had never been delivered. */
    QueuedMessage anew() {
        return new QueuedMessage(sequence, content, publishedAt());
    }

    /** Its place in the order of publication: the message's id, or another unique number for a further copy. */
    long sequence() {
        return sequence;
    }

    PubsubMessage content() {
        return content;
    }

    String orderingKey() {
        return content.getOrderingKey();
    }

    Instant publishedAt() {
        return ProtoTime.instant(content.getPublishTime());
    }

    int bytes() {
        return content.getSerializedSize();
    }

    /** When it may be delivered next. */
    Instant availableAt() {
        return availableAt;
    }

    void postponeUntil(Instant time) {
        availableAt = time;
    }

    /** How often it was refused or not acknowledged in time. */
    int failures() {
        return failures;
    }

    void countFailure() {
        failures++;
    }
}
