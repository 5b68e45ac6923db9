package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls the function as Slack does, by its published rules. */
final class SlackCaller {
    private static final AtomicInteger TRIGGERS = new AtomicInteger();

    private final ChatHouse house;

    SlackCaller(ChatHouse house) {
        this.house = house;
    }

    /** The answer to a command that somebody types in a channel. */
    JsonNode command(String user, String channel, String text) {
        HttpResponse<String> answer = call(slashCommand(user, channel, text, trigger()), Instant.now());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        JsonNode message = Json.read(answer.body().getBytes(UTF_8)).orElseThrow();
        SlackLimits.check(message);
        return message;
    }

    /** Presses a button of a message; the answer is posted to the response URL. */
    JsonNode press(String user, String channel, String value) {
        house.fakes().responses();
        HttpResponse<String> answer =
                call(pressed(user, channel, value, house.fakes().responseUrl()), Instant.now());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        JsonNode message = house.fakes().responses().get(0);
        SlackLimits.check(message);
        return message;
    }

    HttpResponse<String> call(byte[] body, Instant at) {
        String timestamp = String.valueOf(at.getEpochSecond());
        return call(body, timestamp, signature(body, timestamp, ChatHouse.SIGNING_SECRET));
    }

    HttpResponse<String> call(byte[] body, String timestamp, String signature) {
        return call("slack", body, timestamp, signature);
    }

    HttpResponse<String> call(String function, byte[] body, String timestamp, String signature) {
        return house.post(
                function,
                Map.of(
                        "Content-Type", "application/x-www-form-urlencoded",
                        "X-Slack-Request-Timestamp", timestamp,
                        "X-Slack-Signature", signature),
                body);
    }

    static String trigger() {
        return "398738663015.47445629121." + TRIGGERS.incrementAndGet();
    }

    static byte[] slashCommand(String user, String channel, String text, String trigger) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", "xyzz0WbapA4vBCDEFasx0q6G");
        fields.put("team_id", "T1DC2JH3J");
        fields.put("channel_id", channel);
        fields.put("channel_name", "operations");
        fields.put("user_id", user);
        fields.put("user_name", "roadrunner");
        fields.put("command", "/sallyport");
        fields.put("text", text);
        fields.put("trigger_id", trigger);
        return form(fields);
    }

    static byte[] pressed(String user, String channel, String value, String responseUrl) {
        ObjectNode payload = Json.object()
                .put("type", "block_actions")
                .put("trigger_id", trigger())
                .put("response_url", responseUrl);
        payload.putObject("user").put("id", user).put("username", "coyote");
        payload.putObject("channel").put("id", channel);
        payload.putObject("container").put("type", "message").put("message_ts", "1503435956.000247");
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("value", value)
                .put("action_ts", Instant.now().getEpochSecond() + ".000100");
        return form(Map.of("payload", payload.toString()));
    }

    static String signature(byte[] body, String timestamp, String secret) {
        byte[] prefix = ("v0:" + timestamp + ":").getBytes(UTF_8);
        return "v0=" + HexFormat.of().formatHex(Digests.keyed(secret.getBytes(UTF_8), prefix, body));
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(joining("&"))
                .getBytes(UTF_8);
    }
}
