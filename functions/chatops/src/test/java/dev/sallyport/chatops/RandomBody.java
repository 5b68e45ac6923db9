package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bodies of requests that somebody without any rights might have made up. */
final class RandomBody {
    private static final List<String> TEXTS = List.of(
            "destroy shop",
            "repair shop",
            "grant shop user:me@example.com",
            "provision shop",
            "help",
            "\u0000",
            "<@U1>",
            "pause shop for 1d because",
            "😀");

    private RandomBody() {}

    static byte[] slack(SplittableRandom random) {
        byte[] body = random.nextBoolean()
                ? SlackCaller.slashCommand(SomePolicy.SAM, SomePolicy.OPERATIONS, text(random), SlackCaller.trigger())
                : SlackCaller.pressed(
                        SomePolicy.OLGA, SomePolicy.OPERATIONS, text(random), "https://hooks.slack.com/x");
        return spoiled(body, random);
    }

    static byte[] googleChat(SplittableRandom random, Instant at) {
        ObjectNode event = switch (random.nextInt(5)) {
            case 0 -> ChatEvents.message(SomePolicy.SAM_IN_CHAT, text(random), at);
            case 1 -> ChatEvents.pressed(SomePolicy.OLGA_IN_CHAT, text(random), at);
            case 2 -> AddOnEvents.message(SomePolicy.SAM_IN_CHAT, text(random), at);
            case 3 -> AddOnEvents.command(SomePolicy.SAM_IN_CHAT, text(random), at);
            default -> AddOnEvents.pressed(SomePolicy.OLGA_IN_CHAT, text(random), at);
        };
        return spoiled(Json.bytes(event), random);
    }

    static byte[] spoiled(byte[] body, SplittableRandom random) {
        byte[] spoiled = body.clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(spoiled, random.nextInt(spoiled.length)) : spoiled;
    }

    private static String text(SplittableRandom random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextInt(3) == 0 ? new String(spoiled(text.getBytes(UTF_8), random), UTF_8) : text;
    }
}
