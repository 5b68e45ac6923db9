package dev.sallyport.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A local cloud in another process, as its pages below {@code /-/} show it.
 *
 * @param functions the functions it hosts, by name
 */
record RunningCloud(String apiEndpoint, String internetProxy, String project, List<String> functions) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The one that serves on this port of loopback, if any does. */
    static Optional<RunningCloud> find(int port) {
        try {
            return Optional.of(of(read(open("127.0.0.1:" + port, "ready"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param elsewhere the option by which somebody says that it is on another port
     * @throws NoCloud if there is none on this port of loopback
     */
    static RunningCloud on(int port, String elsewhere) {
        try {
            return of(read(open("127.0.0.1:" + port, "ready")));
        } catch (NotReady e) {
            throw NoCloud.on(port, e.getMessage(), elsewhere);
        } catch (IOException e) {
            throw NoCloud.on(
                    port, "no local cloud answers there (" + e.getClass().getSimpleName() + ")", elsewhere);
        }
    }

    /** Whether Sallyport's functions are there to take requests. */
    boolean hostsSallyport() {
        return functions.contains("intake");
    }

    /** How far its clock is ahead of the machine's. */
    Duration ahead() {
        try {
            return Duration.parse(
                    read(open(apiEndpoint, "clock")).path("offset").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("the local cloud at " + apiEndpoint + " does not tell its time", e);
        }
    }

    private static HttpURLConnection open(String endpoint, String page) throws IOException {
        URI address = URI.create("http://" + endpoint + "/-/" + page);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        return connection;
    }

    private static JsonNode read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw new NotReady("a local cloud is starting there, but not ready yet");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw new NotReady("what answers there is no local cloud (HTTP status " + status + ")");
        }
        try (InputStream body = connection.getInputStream()) {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new NotReady("what answers there is no local cloud");
        }
    }

    private static RunningCloud of(JsonNode page) throws NotReady {
        if (!page.path("ready").asBoolean()) {
            throw new NotReady("what answers there is no local cloud");
        }
        List<String> functions = new ArrayList<>();
        page.path("functions").forEach(name -> functions.add(name.asText()));
        return new RunningCloud(
                page.path("apiEndpoint").asText(),
                page.path("internetProxy").asText(),
                page.path("defaultProject").asText(ProjectId.DEFAULT),
                functions);
    }

    /** Something answers, but not as a local cloud that serves. */
    private static final class NotReady extends IOException {
        private static final long serialVersionUID = 1L;

        NotReady(String what) {
            super(what);
        }
    }
}
