package dev.sallyport.grammar;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that somebody might send who means well, badly, or nothing at all. */
final class RandomText {
    private static final List<String> WORDS = List.of(
            "shop",
            "lab",
            "user:anna@example.com",
            "anna@example.com",
            "for",
            "2h",
            "until",
            "2026-12-01",
            "maintenance",
            "firewall-open",
            "region=us-central1",
            "project=p",
            "principals=user:a@b.c",
            "instanceGroup.size=2",
            "protect=true",
            "=",
            "a=",
            "\"",
            "“two words”",
            "999999999999d",
            "2026-99-99T99:99Z",
            "-999999999-01-01",
            "<@U1>",
            "\u0000",
            "\u202e",
            "\ud800",
            "'; drop",
            "{}",
            "help",
            "😀",
            "x".repeat(200));

    private RandomText() {}

    static String of(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(10) > 0) {
            text.append(Verb.values()[random.nextInt(Verb.values().length)].word())
                    .append(' ');
        }
        for (int words = random.nextInt(6); words > 0; words--) {
            text.append(random.nextInt(5) == 0 ? noise(random) : WORDS.get(random.nextInt(WORDS.size())));
            text.append(random.nextInt(8) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String noise(SplittableRandom random) {
        char[] noise = new char[random.nextInt(12)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000);
        }
        return new String(noise);
    }
}
