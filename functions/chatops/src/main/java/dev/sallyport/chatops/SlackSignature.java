package dev.sallyport.chatops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Slack's signature of a request, version 0: HMAC-SHA256 over {@code v0:TIMESTAMP:BODY}, the body as it came
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 *
 * @param timestamp the header {@code X-Slack-Request-Timestamp}
 * @param signature the header {@code X-Slack-Signature}
 */
record SlackSignature(Optional<String> timestamp, Optional<String> signature) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String VERSION = "v0";

    /**
     * What is wrong with it, for the log, or nothing. No part of it is shown.
     *
     * @param secret is asked for only if all else is right
     */
    Optional<String> fault(byte[] body, Supplier<byte[]> secret, Instant now) {
        if (timestamp.isEmpty() || signature.isEmpty()) {
            return Optional.of("it is not signed");
        }
        if (!SECONDS.matcher(timestamp.get()).matches()) {
            return Optional.of("its timestamp is no time");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp.get())), now);
        if (age.abs().compareTo(LONGEST) > 0) {
            return Optional.of("its timestamp is " + age.toSeconds() + " s old");
        }
        return MessageDigest.isEqual(bytes(expected(body, secret.get())), bytes(signature.get()))
                ? Optional.empty()
                : Optional.of("its signature is wrong");
    }

    private String expected(byte[] body, byte[] secret) {
        byte[] prefix = bytes(VERSION + ":" + timestamp.orElseThrow() + ":");
        return VERSION + "=" + HexFormat.of().formatHex(Digests.keyed(secret, prefix, body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
