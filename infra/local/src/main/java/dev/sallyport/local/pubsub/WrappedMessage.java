package dev.sallyport.local.pubsub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;

/** The JSON body of a push (Google's page "Push subscriptions"): ids and times appear in both spellings. */
final class WrappedMessage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WrappedMessage() {}

    static byte[] body(ReceivedMessage received, String subscription) {
        ObjectNode body = JSON.createObjectNode();
        if (received.getDeliveryAttempt() > 0) {
            body.put("deliveryAttempt", received.getDeliveryAttempt());
        }
        body.set("message", message(received.getMessage()));
        body.put("subscription", subscription);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of strings can be written", e);
        }
    }

    private static ObjectNode message(PubsubMessage message) {
        ObjectNode json = JSON.createObjectNode();
        if (message.getAttributesCount() > 0) {
            message.getAttributesMap().forEach(json.putObject("attributes")::put);
        }
        if (!message.getData().isEmpty()) {
            json.put("data", message.getData().toByteArray());
        }
        String publishTime = Timestamps.toString(message.getPublishTime());
        json.put("messageId", message.getMessageId()).put("message_id", message.getMessageId());
        if (!message.getOrderingKey().isEmpty()) {
            json.put("orderingKey", message.getOrderingKey());
        }
        return json.put("publishTime", publishTime).put("publish_time", publishTime);
    }
}
