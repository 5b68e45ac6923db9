package dev.sallyport.chain;

import dev.sallyport.failure.Poison;
import dev.sallyport.google.TopicPublisher;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps messages that will not be worked on, as they came, with the reason and where it was found in the attributes
 * {@code reason}, {@code source} and {@code messageId}.
 */
public final class DeadLetters {
    /** Enough for every message that is meant well. */
    public static final int MOST_BYTES = 256 * 1024;

    /** Pub/Sub's limit for the value of an attribute (cloud.google.com/pubsub/quotas). */
    static final int MOST_ATTRIBUTE_BYTES = 1024;

    private static final System.Logger LOG = System.getLogger(DeadLetters.class.getName());

    private final TopicPublisher publisher;

    DeadLetters(TopicPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Keeps a message's data.
     *
     * @param source the function that put it aside
     * @throws dev.sallyport.failure.Retryable if it cannot be published, so that it is not acknowledged either
     */
    public void keep(Delivery delivery, String reason, String source) {
        keep(delivery.data(), delivery.messageId(), reason, source);
    }

    /**
     * Keeps an event's message or, where it does not even hold one, the event's own data; otherwise as
     * {@link #keep(Delivery, String, String)}.
     */
    public void keep(CloudEvent event, String reason, String source) {
        try {
            keep(Delivery.of(event), reason, source);
        } catch (Poison noMessage) {
            keepRaw(event, reason, source);
        }
    }

    private void keepRaw(CloudEvent event, String reason, String source) {
        byte[] data = event.getData() == null ? new byte[0] : event.getData().toBytes();
        keep(data, event.getId(), reason, source);
    }

    private void keep(byte[] data, String messageId, String reason, String source) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("reason", bounded(reason));
        attributes.put("source", bounded(source));
        attributes.put("messageId", bounded(messageId));
        if (data.length > MOST_BYTES) {
            attributes.put("originalBytes", String.valueOf(data.length));
        }
        LOG.log(System.Logger.Level.WARNING, "{0} puts message {1} aside: {2}", source, messageId, reason);
        publisher.publish(Topics.DEAD_LETTERS, Arrays.copyOf(data, Math.min(data.length, MOST_BYTES)), attributes);
    }

    private static String bounded(String text) {
        String shortened = text.length() > MOST_ATTRIBUTE_BYTES ? text.substring(0, MOST_ATTRIBUTE_BYTES) : text;
        while (shortened.getBytes(StandardCharsets.UTF_8).length > MOST_ATTRIBUTE_BYTES) {
            shortened = shortened.substring(0, shortened.length() - 1);
        }
        return shortened;
    }
}
