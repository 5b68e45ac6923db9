package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Slack's hooks and Google's published keys, on loopback. */
final class FakeChats implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> responses = new CopyOnWriteArrayList<>();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private volatile List<ChatSigner> signers = List.of();

    FakeChats() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/hooks/", exchange -> {
            responses.add(Json.read(exchange.getRequestBody().readAllBytes()).orElseThrow());
            answer(exchange, "ok".getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/certs", exchange -> {
            keyFetches.incrementAndGet();
            ObjectNode keys = Json.object();
            keys.putArray("keys");
            signers.forEach(signer -> keys.withArray("keys").add(signer.published()));
            answer(exchange, Json.bytes(keys));
        });
        server.start();
    }

    String slackHooks() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/";
    }

    String chatKeys() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/certs";
    }

    /** From now on these keys are published, and no others. */
    void publish(ChatSigner... published) {
        signers = List.of(published);
    }

    int keyFetches() {
        return keyFetches.get();
    }

    /** What was posted to Slack's hooks since this was last asked. */
    List<JsonNode> responses() {
        List<JsonNode> seen = List.copyOf(responses);
        responses.removeAll(seen);
        return seen;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        assertThat(body).isNotEmpty();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
