package dev.sallyport.testing;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Events as Eventarc delivers Pub/Sub messages. */
public final class Events {
    private Events() {}

    public static CloudEvent message(String messageId, byte[] data) {
        String json = """
                {"message": {"data": "%s", "attributes": {}, "messageId": "%s", "message_id": "%s",
                 "publishTime": "2026-11-01T00:00:00Z"}, "subscription": "projects/p/subscriptions/s"}
                """.formatted(Base64.getEncoder().encodeToString(data), messageId, messageId);
        return event(messageId, json);
    }

    public static CloudEvent event(String id, String json) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/t"))
                .withType("google.cloud.pubsub.topic.v1.messagePublished")
                .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
