package dev.sallyport.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a function as Eventarc does for a message on its topic, and waits until it has answered. */
record Trigger(URI function, String topic) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /**
     * @param data in Base64
     */
    int deliver(String data, String messageId) {
        String parent = "projects/" + Lab.PROJECT;
        String body = """
                {"message": {"data": "%s", "messageId": "%s"}, "subscription": "%s/subscriptions/again"}
                """.formatted(data, messageId, parent);
        HttpRequest request = HttpRequest.newBuilder(function)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("ce-id", messageId)
                .header("ce-specversion", "1.0")
                .header("ce-source", "//pubsub.googleapis.com/" + parent + "/topics/" + topic)
                .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from the function for " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
