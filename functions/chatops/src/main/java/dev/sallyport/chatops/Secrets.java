package dev.sallyport.chatops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Secrets from Secret Manager, kept for a while in memory and nowhere else. */
final class Secrets {
    /** How long after a secret has been changed the old one may still be taken for it. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final GoogleApis google;
    private final InstantSource time;
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(byte[] value, Instant until) {}

    Secrets(GoogleApis google, InstantSource time) {
        this.google = google;
        this.time = time;
    }

    /**
     * @param version {@code projects/P/secrets/S/versions/V}
     * @throws IllegalStateException if it cannot be had
     */
    synchronized byte[] value(String version) {
        Instant now = time.instant();
        Kept known = kept.get(version);
        if (known == null || !now.isBefore(known.until())) {
            known = new Kept(fetch(version), now.plus(KEPT));
            kept.put(version, known);
        }
        return known.value().clone();
    }

    private byte[] fetch(String version) {
        Rest.Answer answer = google.get("secretmanager", "/v1/" + version + ":access");
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Secret Manager answered " + answer.status() + " for " + version
                    + " (expected: a version that is enabled, and roles/secretmanager.secretAccessor on it)");
        }
        return Base64.getDecoder().decode(answer.body().at("/payload/data").asText());
    }
}
