package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Divides what waits in a backlog among those who consume it. Guarded by the subscription's lock. */
final class Deliveries {
    private final Backlog backlog;
    private final AckIds ackIds;
    private final List<Consumer> consumers = new ArrayList<>();

    Deliveries(Backlog backlog, AckIds ackIds) {
        this.backlog = backlog;
        this.ackIds = ackIds;
    }

    void join(Consumer consumer) {
        consumers.add(consumer);
    }

    void leave(Consumer consumer) {
        consumers.remove(consumer);
    }

    boolean hasConsumers() {
        return !consumers.isEmpty();
    }

    /** Sends all consumers away; they learn the reason. */
    void end(StatusRuntimeException reason) {
        consumers.forEach(consumer -> consumer.close(reason));
        consumers.clear();
    }

    /**
     * @param countsAttempts whether the consumers are told how often a message was delivered
     */
    void handOut(Instant now, boolean countsAttempts) {
        boolean progress = true;
        while (progress && backlog.messages().hasReady(now)) {
            List<Consumer> hungry =
                    consumers.stream().filter(consumer -> consumer.room() > 0).toList();
            int share = shareOf(hungry.size());
            progress = false;
            for (Consumer consumer : hungry) {
                progress |= handOut(consumer, share, now, countsAttempts);
            }
        }
        consumers.removeIf(Consumer::done);
    }

    /** What waits, divided by those who want it, rounded up. */
    private int shareOf(int consumerCount) {
        return consumerCount == 0 ? 0 : (backlog.waiting() + consumerCount - 1) / consumerCount;
    }

    private boolean handOut(Consumer consumer, int share, Instant now, boolean countsAttempts) {
        int count = Math.min(share, consumer.room());
        List<Lease> leases = backlog.messages().take(consumer, count, consumer.roomBytes(), now).stream()
                .map(message -> lease(message, consumer, now, countsAttempts))
                .toList();
        if (!leases.isEmpty()) {
            leases.forEach(backlog.outstanding()::add);
            consumer.take(leases);
            // Who got something is the last to get something next.
            consumers.remove(consumer);
            consumers.add(consumer);
        }
        return !leases.isEmpty();
    }

    private Lease lease(QueuedMessage message, Consumer consumer, Instant now, boolean countsAttempts) {
        ReceivedMessage.Builder received =
                ReceivedMessage.newBuilder().setAckId(ackIds.next()).setMessage(message.content());
        if (countsAttempts) {
            received.setDeliveryAttempt(message.failures() + 1);
        }
        return new Lease(message, received.build(), consumer, now.plus(consumer.ackDeadline()));
    }
}
