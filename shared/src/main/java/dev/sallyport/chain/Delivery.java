package dev.sallyport.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.failure.Poison;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Pub/Sub message as Eventarc delivers it to a function: a CloudEvent of the type
 * {@code google.cloud.pubsub.topic.v1.messagePublished} with the JSON
 * {@code {"message": {"data": BASE64, "messageId": ID, ...}, "subscription": NAME}}
 * (cloud.google.com/eventarc/docs/cloudevents).
 *
 * @param messageId the same for every delivery of the message
 * @param published when Pub/Sub took the message; empty where the event does not say
 */
public record Delivery(String messageId, Optional<Instant> published, byte[] data, Map<String, String> attributes) {
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
        return new Delivery(messageId(message), published(message), data(message.path("data")), attributes(message));
    }

    private static Map<String, String> attributes(JsonNode message) {
        Map<String, String> attributes = new HashMap<>();
        message.path("attributes")
                .properties()
                .forEach(attribute ->
                        attributes.put(attribute.getKey(), attribute.getValue().asText()));
        return Map.copyOf(attributes);
    }

    private static String messageId(JsonNode message) {
        JsonNode id = either(message, "messageId", "message_id");
        if (!id.isTextual() || id.textValue().isBlank()) {
            throw StrictJson.wrong(WHAT, "message.messageId", id, "the id of a Pub/Sub message");
        }
        return id.textValue();
    }

    private static Optional<Instant> published(JsonNode message) {
        JsonNode time = either(message, "publishTime", "publish_time");
        try {
            return time.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(time.asText()));
        } catch (DateTimeParseException e) {
            throw StrictJson.wrong(WHAT, "message.publishTime", time, "a time as in 2026-11-01T12:00:00.000Z");
        }
    }

    /** Eventarc sends both spellings, other senders one of them. */
    private static JsonNode either(JsonNode message, String name, String otherName) {
        return message.path(name).isMissingNode() ? message.path(otherName) : message.path(name);
    }

    private static byte[] data(JsonNode data) {
        try {
            return Base64.getDecoder().decode(data.asText(""));
        } catch (IllegalArgumentException e) {
            throw new Poison(WHAT + ": message.data is not Base64", e);
        }
    }
}
