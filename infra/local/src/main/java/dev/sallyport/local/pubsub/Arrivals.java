package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How published messages arrive at a subscription: filtered, and disturbed if faults are on. */
record Arrivals(Surroundings around) {
    List<QueuedMessage> of(String subscription, SubscriptionFilter filter, List<PubsubMessage> published) {
        List<QueuedMessage> arriving = new ArrayList<>(published.size());
        for (PubsubMessage message : published) {
            if (filter.matches(message.getAttributesMap())) {
                addCopies(arriving, message, around.faults().arrivals(subscription, message));
            }
        }
        return arriving;
    }

    private void addCopies(List<QueuedMessage> arriving, PubsubMessage message, List<Duration> delays) {
        if (delays.isEmpty()) {
            throw new IllegalStateException("arrivals: none (expected: one or more, for a message must not get lost)");
        }
        Instant now = around.clock().instant();
        long sequence = Long.parseLong(message.getMessageId());
        for (Duration delay : delays) {
            arriving.add(new QueuedMessage(sequence, message, now.plus(delay)));
            sequence = around.ids().incrementAndGet();
        }
    }
}
