package dev.sallyport.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls a function as Eventarc does for a message on its topic, and waits until it has answered. */
record Trigger(URI function, String topic) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PARENT = "projects/" + Lab.PROJECT;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /**
     * @param data in Base64
     */
    int deliver(String data, String messageId) {
        return deliver("""
            {"message": {"data": "%s", "messageId": "%s"}, "subscription": "%s/subscriptions/again"}
            """.formatted(data, messageId, PARENT).getBytes(StandardCharsets.UTF_8));
    }

    /** @param event the event's data, whatever it may be */
    int deliver(byte[] event) {
        return deliver(event, headers());
    }

    /** Those that Eventarc sends. */
    Map<String, String> headers() {
        return Map.of(
                "Content-Type", "application/json",
                "ce-id", "event-1",
                "ce-specversion", "1.0",
                "ce-source", "//pubsub.googleapis.com/" + PARENT + "/topics/" + topic,
                "ce-type", "google.cloud.pubsub.topic.v1.messagePublished");
    }

    int deliver(byte[] event, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(function).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(event));
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the function for " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
