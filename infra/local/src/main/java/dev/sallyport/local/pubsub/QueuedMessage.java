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
        this.sequence = sequence;
        this.content = content;
        this.availableAt = availableAt;
    }

    /** Its place in the order of arrival. */
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
