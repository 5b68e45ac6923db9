package dev.sallyport.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Slack and Google Chat, on loopback: they call the functions by their published rules, and take what they are told. */
final class ChatCaller implements AutoCloseable {
    static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String AUDIENCE = "https://chat.example.test/";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final RSAKey key;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private int said;

    ChatCaller() {
        try {
            key = new RSAKeyGenerator(2048).keyID("chat").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("no chats to be had", e);
        }
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toString()));
        server.createContext("/told/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, "{\"ok\": true, \"ts\": \"1503435956.000247\"}");
        });
        server.start();
    }

    /** What the functions have to be told to talk to these chats; secrets are in the project. */
    Map<String, String> settings(String project) {
        String secret = "projects/" + project + "/secrets/";
        return Map.ofEntries(
                Map.entry(
                        "SALLYPORT_CHAT_POLICY",
                        "{\"rules\": [{\"who\": [\"slack:U0ANNA\", \"chat:users/1001\"], \"verbs\": [\"*\"]}]}"),
                Map.entry("SALLYPORT_SLACK_SIGNING_SECRET", secret + "slack/versions/latest"),
                Map.entry("SALLYPORT_SLACK_HOOKS", url("told/")),
                Map.entry("SALLYPORT_GOOGLE_CHAT_AUDIENCE", AUDIENCE),
                Map.entry("SALLYPORT_GOOGLE_CHAT_KEYS", url("keys")),
                Map.entry("SALLYPORT_BUTTON_KEY", secret + "buttons/versions/latest"),
                Map.entry("SALLYPORT_SLACK_BOT_TOKEN", secret + "bot/versions/latest"),
                Map.entry("SALLYPORT_SLACK_CHANNEL", "C0RUNS"),
                Map.entry("SALLYPORT_SLACK_API", url("told/")),
                Map.entry("SALLYPORT_GOOGLE_CHAT_WEBHOOK", secret + "space/versions/latest"),
                Map.entry("SALLYPORT_WEBHOOK_URL", url("told/hook")),
                Map.entry("SALLYPORT_WEBHOOK_KEY", secret + "webhook/versions/latest"));
    }

    /** What the project's secrets have to be, by their ids. */
    Map<String, String> secrets() {
        return Map.of(
                "slack", SIGNING_SECRET,
                "buttons", "a key that nobody knows",
                "bot", "xoxb-1",
                "space", url("told/space"),
                "webhook", "another key");
    }

    /** Types a command in Slack, and returns the answer. */
    String slack(URI function, String text) {
        String body = "user_id=U0ANNA&user_name=anna&channel_id=C0OPS&command=%2Fsallyport&trigger_id=1." + ++said
                + "&text=" + URLEncoder.encode(text, UTF_8);
        return signed(function, body);
    }

    private String signed(URI function, String body) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return post(HttpRequest.newBuilder(function)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", "v0=" + signature("v0:" + timestamp + ":" + body))
                .POST(BodyPublishers.ofString(body)));
    }

    /** Presses a button in Slack; what comes of it is {@link #told}. */
    void press(URI function, String value) {
        ObjectNode payload = JsonNodeFactory.instance
                .objectNode()
                .put("type", "block_actions")
                .put("response_url", url("told/" + ++said));
        payload.putObject("user").put("id", "U0ANNA").put("username", "anna");
        payload.putObject("channel").put("id", "C0OPS");
        payload.putArray("actions").addObject().put("type", "button").put("value", value);
        signed(function, "payload=" + URLEncoder.encode(payload.toString(), UTF_8));
    }

    /** What was posted to Slack and to others so far. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** Types a command in Google Chat. */
    void googleChat(URI function, String text) {
        String body = """
                {"type": "MESSAGE", "eventTime": "%s", "user": {"name": "users/1001", "type": "HUMAN"},
                 "space": {"name": "spaces/AAA", "type": "ROOM"},
                 "message": {"name": "spaces/AAA/messages/%d", "argumentText": "%s", "text": "/sallyport %3$s"}}
                """.formatted(Instant.now(), ++said, text);
        post(HttpRequest.newBuilder(function)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token())
                .POST(BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String token() {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("https://accounts.google.com")
                .audience(AUDIENCE)
                .claim("email", "chat@system.gserviceaccount.com")
                .claim("email_verified", true)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key is made for this", e);
        }
        return token.serialize();
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNING_SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private String post(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from a chat's function", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
