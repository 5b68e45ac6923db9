package dev.sallyport.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Calls the APIs of a local cloud in JSON, each of which must succeed. */
final class RestClient {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /** @param base where the APIs are, without a path */
    RestClient(URI base) {
        this.base = base;
    }

    JsonNode get(String path) {
        return json(send("GET", path, ""));
    }

    JsonNode call(String method, String path, JsonNode body) {
        return json(send(method, path, body.toString()));
    }

    void delete(String path) {
        send("DELETE", path, "");
    }

    boolean isThere(String path) {
        return exchange("GET", path, "").statusCode() == 200;
    }

    /** Publishes a message as anybody would. */
    void publish(String topic, String data) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("data", base64(data));
        call("POST", "/v1/" + topic + ":publish", body);
    }

    /** Calls a function of the local cloud as Eventarc does for a message on its topic; returns when it has answered. */
    void deliver(String function, String topic, String data) {
        ObjectNode body = JSON.createObjectNode().put("subscription", topic + "-sub");
        body.putObject("message").put("data", base64(data)).put("messageId", "1");
        HttpRequest request = request("POST", "/-/functions/" + function, body.toString())
                .header("ce-id", "1")
                .header("ce-specversion", "1.0")
                .header("ce-source", "//pubsub.googleapis.com/" + topic)
                .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .build();
        require(exchange(request), function);
    }

    private String send(String method, String path, String body) {
        HttpResponse<String> answer = exchange(method, path, body);
        require(answer, method + " " + path);
        return answer.body();
    }

    private HttpResponse<String> exchange(String method, String path, String body) {
        return exchange(request(method, path, body).build());
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void require(HttpResponse<String> answer, String what) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(what + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** @throws IllegalStateException if it is no JSON */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
