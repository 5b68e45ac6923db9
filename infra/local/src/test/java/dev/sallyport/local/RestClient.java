package dev.sallyport.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Speaks to the API port as curl does. */
public final class RestClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoint;

    public RestClient(LocalCloud cloud) {
        this.endpoint = "http://" + cloud.apiEndpoint();
    }

    public record Answer(int status, JsonNode body) {}

    public Answer get(String path) {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer send(String verb, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .method(verb, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("content-type", "application/json")
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(verb + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
