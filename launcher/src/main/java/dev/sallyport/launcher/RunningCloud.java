package dev.sallyport.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** A local cloud in another process, as its page {@code /-/ready} shows it. */
record RunningCloud(String apiEndpoint, String internetProxy, String project) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @throws NotRunning if there is none on this port of loopback
     */
    static RunningCloud on(int port) {
        try {
            return read(port, open(port));
        } catch (IOException e) {
            throw new NotRunning(
                    port, "no local cloud answers there (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static HttpURLConnection open(int port) throws IOException {
        URI page = URI.create("http://127.0.0.1:" + port + "/-/ready");
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        return connection;
    }

    private static RunningCloud read(int port, HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw new NotRunning(port, "a local cloud is starting there, but not ready yet");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new NotRunning(port, "what answers there is no local cloud (HTTP status " + status + ")");
        }
        try (InputStream body = connection.getInputStream()) {
            return of(port, new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new NotRunning(port, "what answers there is no local cloud");
        }
    }

    private static RunningCloud of(int port, JsonNode page) {
        if (!page.path("ready").asBoolean()) {
            throw new NotRunning(port, "what answers there is no local cloud");
        }
        return new RunningCloud(
                page.path("apiEndpoint").asText(),
                page.path("internetProxy").asText(),
                page.path("defaultProject").asText(ProjectId.DEFAULT));
    }
}
