package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Google Chat's API and the metadata server that its tokens come from, on loopback, by what Google publishes of
 * spaces.messages.create and spaces.messages.update
 * (developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages).
 */
final class FakeGoogleChat implements AutoCloseable {
    private static final String SCOPE = "https://www.googleapis.com/auth/chat.bot";
    private static final String TOKEN = "token-of-the-app";
    private static final Pattern CREATE = Pattern.compile("/v1/(spaces/[A-Za-z0-9_-]+)/messages");
    private static final Pattern UPDATE = Pattern.compile("/v1/(spaces/[A-Za-z0-9_-]+/messages/[A-Za-z0-9._-]+)");

    private final HttpServer server;
    private final Map<String, ObjectNode> messages = new ConcurrentHashMap<>();
    private final Map<String, String> created = new ConcurrentHashMap<>();
    private final List<JsonNode> creations = new ArrayList<>();
    private final List<JsonNode> updates = new ArrayList<>();
    private final List<AssertionError> faults = new ArrayList<>();

    FakeGoogleChat() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/computeMetadata/v1/instance/service-accounts/default/token", this::token);
        server.createContext("/v1/", this::serve);
        server.start();
    }

    String api() {
        return "http://" + metadataHost() + "/";
    }

    String metadataHost() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next message that is created, with its {@code name}. */
    JsonNode awaitCreated() {
        return awaited(creations);
    }

    /** The next message that is changed, as it is then. */
    JsonNode awaitUpdated() {
        return awaited(updates);
    }

    /** Messages that were created and not awaited yet. */
    synchronized List<JsonNode> created() {
        assertThat(faults).isEmpty();
        return List.copyOf(creations);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private JsonNode awaited(List<JsonNode> calls) {
        await("a call of Google Chat's API").atMost(Duration.ofSeconds(30)).until(() -> isThere(calls));
        synchronized (this) {
            return calls.remove(0);
        }
    }

    private synchronized boolean isThere(List<JsonNode> calls) {
        assertThat(faults).isEmpty();
        return !calls.isEmpty();
    }

    /** A token of another scope is none for Chat. */
    private void token(HttpExchange exchange) throws IOException {
        boolean isForChat = ("scopes=" + SCOPE).equals(exchange.getRequestURI().getRawQuery());
        boolean isAsked = "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
        ObjectNode token = Json.object()
                .put("access_token", isForChat ? TOKEN : "token-for-google-cloud")
                .put("expires_in", 3599)
                .put("token_type", "Bearer");
        answer(exchange, isAsked ? 200 : 403, token);
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Json.object());
            return;
        }
        try {
            ObjectNode sent = (ObjectNode)
                    Json.read(exchange.getRequestBody().readAllBytes()).orElseThrow();
            GoogleChatLimits.check(sent);
            answer(
                    exchange,
                    200,
                    exchange.getRequestMethod().equals("POST") ? create(exchange, sent) : update(exchange, sent));
        } catch (AssertionError e) {
            faults.add(e);
            answer(exchange, 400, Json.object());
        }
    }

    private ObjectNode create(HttpExchange exchange, ObjectNode sent) {
        var path = CREATE.matcher(exchange.getRequestURI().getPath());
        assertThat(path.matches()).as(exchange.getRequestURI().getPath()).isTrue();
        Map<String, String> query = query(exchange);
        assertThat(query).containsOnlyKeys("messageReplyOption", "requestId");
        assertThat(query.get("messageReplyOption"))
                .isIn("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD", "REPLY_MESSAGE_OR_FAIL");
        String name = created.computeIfAbsent(
                query.get("requestId"), id -> path.group(1) + "/messages/M" + created.size() + ".M" + created.size());
        if (!messages.containsKey(name)) {
            messages.put(name, sent.put("name", name));
            creations.add(sent);
        }
        return messages.get(name);
    }

    private ObjectNode update(HttpExchange exchange, ObjectNode sent) {
        assertThat(exchange.getRequestMethod()).isEqualTo("PUT");
        var path = UPDATE.matcher(exchange.getRequestURI().getPath());
        assertThat(path.matches()).as(exchange.getRequestURI().getPath()).isTrue();
        Map<String, String> query = query(exchange);
        assertThat(query).containsOnlyKeys("updateMask");
        ObjectNode message = messages.get(path.group(1));
        assertThat(message).as("a message that this app created").isNotNull();
        ObjectNode changed = message.deepCopy();
        for (String field : query.get("updateMask").split(",")) {
            assertThat(field).isIn("text", "attachment", "cardsV2", "accessoryWidgets");
            changed.remove(field);
            changed.setAll(sent.deepCopy().retain(field));
        }
        messages.put(path.group(1), changed);
        updates.add(changed);
        return changed;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Stream.of(exchange.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
