package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.nio.charset.StandardCharsets;

/** What may be published in one request, from Google's page "Pub/Sub quotas and limits". */
final class PublishLimits {
    private static final int MESSAGES = 1000;
    private static final int REQUEST_BYTES = 10 * 1024 * 1024;
    private static final int ATTRIBUTES = 100;
    private static final int ATTRIBUTE_KEY_BYTES = 256;
    private static final int ATTRIBUTE_VALUE_BYTES = 1024;
    private static final int ORDERING_KEY_BYTES = 1024;
    private static final String RESERVED_PREFIX = "goog";

    private PublishLimits() {}

    /** Refuses the request as a whole if anything in it is beyond the limits. */
    static void require(PublishRequest request) {
        PubSubError.requireWithin("message_count", request.getMessagesCount(), 1, MESSAGES);
        PubSubError.requireWithin("request_size", request.getSerializedSize(), 0, REQUEST_BYTES);
        request.getMessagesList().forEach(PublishLimits::requireMessage);
        requireOneOrderingKey(request);
    }

    private static void requireMessage(PubsubMessage message) {
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            throw PubSubError.invalid("One or more messages in the publish request is empty. Each message must contain"
                    + " either non-empty data, or at least one attribute. Refer to"
                    + " https://cloud.google.com/pubsub/quotas for more information.");
        }
        PubSubError.requireWithin("attributes_count", message.getAttributesCount(), 0, ATTRIBUTES);
        message.getAttributesMap().forEach(PublishLimits::requireAttribute);
        PubSubError.requireWithin("ordering_key_size", bytes(message.getOrderingKey()), 0, ORDERING_KEY_BYTES);
    }

    private static void requireAttribute(String key, String value) {
        PubSubError.requireWithin("attribute_key_size", bytes(key), 1, ATTRIBUTE_KEY_BYTES);
        PubSubError.requireWithin("attribute_value_size", bytes(value), 0, ATTRIBUTE_VALUE_BYTES);
        if (key.startsWith(RESERVED_PREFIX)) {
            throw PubSubError.invalid(
                    "Attribute keys may not start with \"" + RESERVED_PREFIX + "\" (key=" + key + ").");
        }
    }

    private static void requireOneOrderingKey(PublishRequest request) {
        long keys = request.getMessagesList().stream()
                .map(PubsubMessage::getOrderingKey)
                .distinct()
                .count();
        if (keys > 1) {
            throw PubSubError.invalid("In a single publish request, all messages must have no ordering key or they"
                    + " must all have the same ordering key.");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
