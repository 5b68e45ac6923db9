package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import java.time.Instant;

/**
 * A delivered message that waits for its acknowledgement.
 *
 * @param holder who has it
 * @param deadline when it counts as not acknowledged
 */
record Lease(QueuedMessage message, ReceivedMessage received, Consumer holder, Instant deadline) {
    String ackId() {
        return received.getAckId();
    }

    long bytes() {
        return message.bytes();
    }

    Lease until(Instant newDeadline) {
        return new Lease(message, received, holder, newDeadline);
    }
}
