package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The local cloud's APIs as curl sees them. */
final class RestApi {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    /**
     * @param endpoint {@code host:port}
     */
    RestApi(String endpoint) {
        this.base = "http://" + endpoint;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    HttpResponse<String> send(String method, String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** The answer's JSON, which must be an answer of success. */
    JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response + ": " + response.body());
        }
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + response.body(), e);
        }
    }

    /** Publishes one message and returns its id. */
    String publish(String project, String topic, String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        return json(send(
                        "POST",
                        "/v1/projects/" + project + "/topics/" + topic + ":publish",
                        "{\"messages\": [{\"data\": \"" + encoded + "\"}]}"))
                .at("/messageIds/0")
                .asText();
    }

    /** Makes a secret in Secret Manager, with a first version. */
    void secret(String project, String id, String value) {
        String secrets = "/v1/projects/" + project + "/secrets";
        String payload = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        json(send("POST", secrets + "?secretId=" + id, "{\"replication\": {\"automatic\": {}}}"));
        json(send("POST", secrets + "/" + id + ":addVersion", "{\"payload\": {\"data\": \"" + payload + "\"}}"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(PATIENCE).build();
        try {
            return sendAgainIfClosed(built);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A server that closes a connection nobody has used for a while says so by GOAWAY, and has not looked at the request. */
    private HttpResponse<String> sendAgainIfClosed(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("GOAWAY")) {
                throw e;
            }
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
