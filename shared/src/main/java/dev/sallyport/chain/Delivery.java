package dev.sallyport.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.failure.Poison;
import io.cloudevents.CloudEvent;
import java.util.Base64;

/**
 * A Pub/Sub message as Eventarc delivers it to a function: a CloudEvent of the type
 * {@code google.cloud.pubsub.topic.v1.messagePublished} with the JSON
 * {@code {"message": {"data": BASE64, "messageId": ID, ...}, "subscription": NAME}}
 * (cloud.google.com/eventarc/docs/cloudevents).
 *
 * @param messageId the same for every delivery of the message
 */
public record Delivery(String messageId, byte[] data) {
    private static final String WHAT = "the event";

    /**
     * @throws Poison if it is not such an event
     */
    public static Delivery of(CloudEvent event) {
        if (event.getData() == null) {
            throw new Poison(WHAT + " has no data (expected: a Pub/Sub message)");
        }
        // Google adds members to events as it pleases, so those not known here are let be.
        JsonNode message = StrictJson.object(WHAT, event.getData().toBytes()).path("message");
        return new Delivery(messageId(message), data(message.path("data")));
    }

    private static String messageId(JsonNode message) {
        JsonNode id =
                message.path("messageId").isMissingNode() ? message.path("message_id") : message.path("messageId");
        if (!id.isTextual() || id.textValue().isBlank()) {
            throw StrictJson.wrong(WHAT, "message.messageId", id, "the id of a Pub/Sub message");
        }
        return id.textValue();
    }

    private static byte[] data(JsonNode data) {
        try {
            return Base64.getDecoder().decode(data.asText(""));
        } catch (IllegalArgumentException e) {
            throw new Poison(WHAT + ": message.data is not Base64", e);
        }
    }
}
