package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the bodies of requests hold: nothing throws, and nothing is published for who may not. */
class RandomBodiesTest {
    private static final int BODIES = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final AtomicInteger published = new AtomicInteger();
    private HttpServer google;
    private Desk desk;

    @BeforeEach
    void open() throws IOException {
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            published.addAndGet(path.endsWith(":publish") ? 1 : 0);
            byte[] answer = Json.bytes(path.endsWith(":access") ? secret() : Json.object());
            exchange.sendResponseHeaders(path.contains("/secrets/") ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        google.start();
        ChatSettings settings = ChatSettings.of(Map.of(
                "GOOGLE_CLOUD_PROJECT",
                "p",
                "SALLYPORT_API_ENDPOINT",
                "127.0.0.1:" + google.getAddress().getPort(),
                "SALLYPORT_CHAT_POLICY",
                SomePolicy.FOR_OPERATORS_ONLY,
                "SALLYPORT_BUTTON_KEY",
                "projects/p/secrets/buttons/versions/1"));
        desk = new Office(settings, InstantSource.fixed(NOW)).desk();
    }

    @AfterEach
    void close() {
        google.stop(0);
    }

    @Test
    void ofSlack() {
        SplittableRandom random = new SplittableRandom(17);
        int read = 0;
        for (int i = 0; i < BODIES; i++) {
            Optional<SlackRequest> request = SlackRequest.read(RandomBody.slack(random));
            if (request.isPresent()) {
                read++;
                SlackLimits.check(SlackMessage.of(answer(request.get()), new SlackDialect()));
            }
        }
        assertThat(read).isGreaterThan(BODIES / 10);
        assertThat(published).hasValue(0);
    }

    @Test
    void ofGoogleChat() {
        SplittableRandom random = new SplittableRandom(19);
        int read = 0;
        int addOns = 0;
        for (int i = 0; i < BODIES; i++) {
            Optional<ChatEvent> event = ChatEvent.read(RandomBody.googleChat(random, NOW));
            if (event.isPresent()) {
                read++;
                addOns += event.get().isAddOn() ? 1 : 0;
                ObjectNode message =
                        GoogleChatMessage.of(answer(event.get()), event.get(), new GoogleChatDialect(), "press");
                GoogleChatLimits.check(message);
            }
        }
        assertThat(read - addOns).isGreaterThan(BODIES / 20);
        assertThat(addOns).isGreaterThan(BODIES / 20);
        assertThat(published).hasValue(0);
    }

    private Reply answer(SlackRequest request) {
        SlackDialect dialect = new SlackDialect();
        return request instanceof SlackRequest.SlashCommand command
                ? desk.answer(command.asker(), command.text(), command.requestId(), dialect, command.command())
                : desk.press(request.asker(), ((SlackRequest.Press) request).value(), dialect);
    }

    private Reply answer(ChatEvent event) {
        GoogleChatDialect dialect = new GoogleChatDialect();
        return event.kind() == ChatEvent.Kind.PRESS
                ? desk.press(event.asker(), event.text(), dialect)
                : desk.answer(event.asker(), event.text(), event.requestId(), dialect, "/sallyport");
    }

    private static ObjectNode secret() {
        ObjectNode secret = Json.object();
        secret.putObject("payload").put("data", "c2VjcmV0");
        return secret;
    }
}
