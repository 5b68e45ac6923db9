package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP calls with JSON, by the one client of the JDK that is up at once: a start with it takes a third of the time that
 * one with Google's client libraries takes.
 */
final class Rest {
    /** Slack waits three seconds for the whole answer, and several calls may be needed for it. */
    private static final int CONNECT_MILLIS = 1000;

    private static final int READ_MILLIS = 2000;

    /** Whoever answers a byte at a time is given up too: one call takes no longer than all of these together. */
    private static final long BODY_NANOS = Duration.ofSeconds(2).toNanos();

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private Rest() {}

    /**
     * What a server answered.
     *
     * @param body missing where it is no JSON
     */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /**
     * @throws UncheckedIOException if there is no answer in time
     */
    static Answer get(URI uri, Map<String, String> headers) {
        return call("GET", uri, headers, Optional.empty());
    }

    /** As {@link #get}, with a body. */
    static Answer post(URI uri, Map<String, String> headers, JsonNode body) {
        return call("POST", uri, headers, Optional.of(body));
    }

    /** As {@link #post}, by the other method. */
    static Answer put(URI uri, Map<String, String> headers, JsonNode body) {
        return call("PUT", uri, headers, Optional.of(body));
    }

    private static Answer call(String method, URI uri, Map<String, String> headers, Optional<JsonNode> body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setInstanceFollowRedirects(false);
            headers.forEach((name, value) -> set(connection, name, value));
            if (body.isPresent()) {
                send(connection, Json.bytes(body.get()));
            }
            int status = connection.getResponseCode();
            return new Answer(status, read(status < 400 ? connection.getInputStream() : connection.getErrorStream()));
        } catch (IOException e) {
            // Only the host: an address may be a secret.
            throw new UncheckedIOException("no answer from " + uri.getHost(), e);
        }
    }

    /**
     * An address that is a secret itself.
     *
     * @throws IllegalStateException if it is none; the message does not show it
     */
    static URI secretAddress(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an address that is kept secret is none (expected: https://...)");
        }
    }

    /** A header may be a secret, and the JDK's message would show it. */
    private static void set(HttpURLConnection connection, String name, String value) {
        if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new IllegalStateException("the header " + name + " has characters that no header may have");
        }
        connection.setRequestProperty(name, value);
    }

    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static JsonNode read(InputStream stream) throws IOException {
        if (stream == null) {
            return MissingNode.getInstance();
        }
        try (stream) {
            return Json.read(bytes(stream)).orElse(MissingNode.getInstance());
        }
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        long begun = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        for (int length = stream.read(part); length >= 0 && bytes.size() < MOST_BYTES; length = stream.read(part)) {
            bytes.write(part, 0, length);
            if (System.nanoTime() - begun > BODY_NANOS) {
                throw new SocketTimeoutException("the answer takes longer than 2 s");
            }
        }
        return bytes.toByteArray();
    }
}
