package dev.sallyport.simulation;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A message on its way to a function.
 *
 * @param ordinal counts the messages of a run
 * @param function that is to get it
 * @param due when it may be delivered, by the cloud's clock
 * @param returned how often it was given back
 */
record Letter(int ordinal, String function, PubsubMessage message, Instant due, int returned) {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(600);

    String text() {
        return message.getData().toStringUtf8();
    }

    /** As Pub/Sub delivers it after a function gave it back, with the back-off of infra/functions.yaml. */
    Letter givenBack(Instant now) {
        Duration grown = FIRST_BACKOFF.multipliedBy(1L << Math.min(returned, 6));
        Duration wait = grown.compareTo(LONGEST_BACKOFF) < 0 ? grown : LONGEST_BACKOFF;
        return new Letter(ordinal, function, message, now.plus(wait), returned + 1);
    }

    Letter later(Instant time) {
        return new Letter(ordinal, function, message, time, returned);
    }

    /** As Eventarc hands it to a function. */
    CloudEvent event() {
        StringBuilder attributes = new StringBuilder();
        message.getAttributesMap()
                .forEach((name, value) -> attributes
                        .append(attributes.isEmpty() ? "" : ",")
                        .append(quoted(name))
                        .append(":")
                        .append(quoted(value)));
        Timestamp published = message.getPublishTime();
        String json = """
                {"message": {"data": "%s", "attributes": {%s}, "messageId": "%s", "publishTime": "%s"},
                 "subscription": "projects/p/subscriptions/s"}
                """.formatted(
                        Base64.getEncoder().encodeToString(message.getData().toByteArray()),
                        attributes,
                        message.getMessageId(),
                        Timestamps.toString(published));
        return CloudEventBuilder.v1()
                .withId(message.getMessageId())
                .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/t"))
                .withType("google.cloud.pubsub.topic.v1.messagePublished")
                .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public String toString() {
        return "#" + ordinal + " to " + function + " " + (text().length() > 120 ? text().substring(0, 120) : text());
    }
}
