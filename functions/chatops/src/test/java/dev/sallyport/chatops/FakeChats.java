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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Slack's hooks and methods, Google Chat's webhooks and Google's published keys, on loopback; what is sent is checked. */
final class FakeChats implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> responses = new CopyOnWriteArrayList<>();
    private final List<AssertionError> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger responseUrls = new AtomicInteger();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final Map<String, List<JsonNode>> calls = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private volatile List<ChatSigner> signers = List.of();

    FakeChats() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/hooks/", exchange -> {
            JsonNode response =
                    Json.read(exchange.getRequestBody().readAllBytes()).orElseThrow();
            noting(() -> SlackLimits.check(response));
            responses.add(response);
            answer(exchange, "ok".getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/certs", exchange -> {
            keyFetches.incrementAndGet();
            ObjectNode keys = Json.object();
            keys.putArray("keys");
            signers.forEach(signer -> keys.withArray("keys").add(signer.published()));
            answer(exchange, Json.bytes(keys));
        });
        server.createContext("/receivers/", this::receive);
        server.start();
    }

    String slackHooks() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/";
    }

    /** Slack makes one for each press. */
    String responseUrl() {
        return slackHooks() + "actions/T1/" + responseUrls.incrementAndGet() + "/x";
    }

    String chatKeys() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/certs";
    }

    /** Where somebody is told of something: {@code chat.update} and the like are Slack's methods. */
    String url(String receiver) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/receivers/" + receiver;
    }

    /** The next calls of a receiver are answered 500. */
    void fail(String receiver, int times) {
        failures.put(receiver, times);
    }

    /** From now on a receiver takes what it is told and never answers. */
    void silence(String receiver) {
        silent.add(receiver);
    }

    /** What a receiver was told since this was last asked, with the headers that matter in {@code headers}. */
    List<JsonNode> calls(String receiver) {
        assertThat(faults).isEmpty();
        List<JsonNode> seen = List.copyOf(calls.computeIfAbsent(receiver, name -> new CopyOnWriteArrayList<>()));
        calls.get(receiver).removeAll(seen);
        return seen;
    }

    /** The first thing that a receiver is told from now on, or was since {@link #calls}. */
    JsonNode awaited(String receiver) {
        return await(receiver)
                .atMost(Duration.ofSeconds(30))
                .until(() -> calls(receiver), found -> !found.isEmpty())
                .get(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String receiver = exchange.getRequestURI().getPath().substring("/receivers/".length());
        ObjectNode call =
                (ObjectNode) Json.read(exchange.getRequestBody().readAllBytes()).orElseThrow();
        noting(() -> check(receiver, call));
        ObjectNode headers = call.putObject("headers");
        List.of("Authorization", "X-sallyport-timestamp", "X-sallyport-signature")
                .forEach(name -> headers.put(name, exchange.getRequestHeaders().getFirst(name)));
        calls.computeIfAbsent(receiver, name -> new CopyOnWriteArrayList<>()).add(call);
        if (silent.contains(receiver)) {
            awaitClosing();
        }
        boolean isFailing = failures.merge(receiver, -1, Integer::sum) >= 0;
        byte[] body = Json.bytes(Json.object().put("ok", true).put("ts", "1503435956.000247"));
        exchange.sendResponseHeaders(isFailing ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void check(String receiver, JsonNode call) {
        if (receiver.startsWith("chat.")) {
            SlackLimits.checkCall(receiver, call);
        } else if (receiver.equals("space")) {
            GoogleChatLimits.checkWebhook(call);
        }
    }

    /** A fault fails the test that next asks what came. */
    private void noting(Runnable check) {
        try {
            check.run();
        } catch (AssertionError e) {
            faults.add(e);
        }
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
        assertThat(faults).isEmpty();
        List<JsonNode> seen = List.copyOf(responses);
        responses.removeAll(seen);
        return seen;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        assertThat(body).isNotEmpty();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
