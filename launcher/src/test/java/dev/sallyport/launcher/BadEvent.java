package dev.sallyport.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What might be delivered to a function in the place of a message that is meant well. */
record BadEvent(String name, byte[] body) {
    private static final int DEEP = 100_000;

    /** As much as Pub/Sub takes in one message (cloud.google.com/pubsub/quotas). */
    private static final int LARGEST = 10_000_000;

    private static final int SHOWN = 60;

    /** Each of these was found, or thought of, once. */
    static List<BadEvent> known() {
        List<BadEvent> all = new ArrayList<>();
        Stream.of("", "{", "null", "[]", "{}", "7", "\"text\"", "{\"message\": null}", "{\"message\": []}")
                .forEach(body -> all.add(raw(body)));
        Stream.of(
                        "\"data\": 7",
                        "\"data\": \"%%%\"",
                        "\"data\": \"e30\"",
                        "\"data\": {\"a\": 1}",
                        "\"data\": \"e30=\", \"publishTime\": \"yesterday\"",
                        "\"data\": \"e30=\", \"publishTime\": {}",
                        "\"data\": \"e30=\", \"attributes\": [1]",
                        "\"data\": \"e30=\", \"attributes\": {\"a\": {\"b\": null}}",
                        "\"data\": \"e30=\", \"messageId\": \"2\"")
                .forEach(members -> all.add(raw("{\"message\": {\"messageId\": \"1\", " + members + "}}")));
        all.add(raw("{\"message\": {\"data\": \"e30=\"}}"));
        all.add(raw("{\"message\": {\"data\": \"e30=\", \"messageId\": 7}}"));
        all.add(raw("{\"message\": {\"data\": \"e30=\", \"messageId\": \"a/b\"}}"));
        all.add(raw("{\"message\": {\"data\": \"e30=\", \"messageId\": \"__x__\"}}"));
        Stream.of("", "null", "[]", "{}", "text", "{\"kind\": 7}", "{\"action\": \"provision\"}", "\u0000\ufffd")
                .forEach(data -> all.add(message(data)));
        Stream.of("a/b", "a//b", "", "..", "__x__", "UPPER", "x".repeat(2000), " ", "nobody")
                .forEach(deployment -> all.add(message(stage("\"" + deployment + "\"", "1", "\"provision\""))));
        Stream.of("null", "[]", "{}", "7").forEach(it -> all.add(message(stage(it, "1", "\"provision\""))));
        Stream.of("0", "-1", "1.5", "1e400", "\"1\"", "99999999999999999999", "null")
                .forEach(generation -> all.add(message(stage("\"nobody\"", generation, "\"provision\""))));
        Stream.of("\"up\"", "7", "null").forEach(way -> all.add(message(stage("\"nobody\"", "1", way))));
        all.add(message("{\"project\": \"p\", \"deployments\": [\"a/b\"]}"));
        all.add(message("{\"project\": 7, \"deployments\": {}}"));
        all.add(message("{\"resource\": {\"labels\": {\"project_id\": \"p\"}}, \"protoPayload\": {\"resourceName\":"
                + " \"///\"}}"));
        all.add(message("[".repeat(DEEP)));
        all.add(message("{\"a\":".repeat(DEEP)));
        all.add(raw("{\"message\":".repeat(DEEP)));
        all.add(message(" ".repeat(LARGEST)));
        return all;
    }

    /** One of the known that are short, with some bytes changed. */
    static BadEvent random(SplittableRandom random) {
        List<BadEvent> known = known().stream()
                .filter(event -> event.body.length < 1000 && event.body.length > 0)
                .toList();
        BadEvent event = known.get(random.nextInt(known.size()));
        byte[] body = event.body.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        byte[] cut = random.nextInt(5) == 0 ? Arrays.copyOf(body, random.nextInt(body.length)) : body;
        return new BadEvent("changed at random: " + shown(new String(cut, UTF_8)), cut);
    }

    /** The event of a message for a stage of a deployment that may not be there. */
    static byte[] stage(String deployment) {
        return message(stage("\"" + deployment + "\"", "1", "\"provision\"")).body();
    }

    private static BadEvent raw(String body) {
        return new BadEvent("event " + shown(body), body.getBytes(UTF_8));
    }

    private static BadEvent message(String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
        return new BadEvent(
                "message " + shown(data),
                ("{\"message\": {\"messageId\": \"1\", \"data\": \"" + encoded + "\"}}").getBytes(UTF_8));
    }

    private static String stage(String deployment, String generation, String direction) {
        return "{\"deployment\": " + deployment + ", \"generation\": " + generation + ", \"direction\": " + direction
                + "}";
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... of " + text.length();
    }
}
