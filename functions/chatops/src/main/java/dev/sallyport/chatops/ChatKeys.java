package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that sign Google Chat's tokens, as JSON Web Keys. They are kept for an hour; an unknown one makes them be
 * fetched anew, at most once a minute, for Google changes them every few days.
 */
final class ChatKeys {
    private static final String GOOGLE = "https://www.googleapis.com/oauth2/v3/certs";
    private static final String CHAT = "https://www.googleapis.com/service_accounts/v1/jwk/" + ChatToken.CHAT;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final URI address;
    private Map<String, PublicKey> keys = Map.of();
    private Instant fetched = Instant.EPOCH;

    /**
     * @param audience decides whose keys they are
     * @param elsewhere where they are instead
     */
    ChatKeys(String audience, Optional<String> elsewhere) {
        address = URI.create(elsewhere.orElse(ChatToken.isProjectNumber(audience) ? CHAT : GOOGLE));
    }

    /**
     * @throws RuntimeException if the keys cannot be had
     */
    synchronized Optional<PublicKey> get(String id, Instant now) {
        Duration age = Duration.between(fetched, now);
        if (age.compareTo(keys.containsKey(id) ? KEPT : PAUSE) > 0) {
            keys = fetch();
            fetched = now;
        }
        return Optional.ofNullable(keys.get(id));
    }

    private Map<String, PublicKey> fetch() {
        Rest.Answer answer = Rest.get(address, Map.of());
        if (!answer.isSuccess()) {
            throw new IllegalStateException(address.getHost() + " answered " + answer.status() + " (expected: keys)");
        }
        Map<String, PublicKey> fresh = new HashMap<>();
        answer.body().path("keys").forEach(key -> {
            if (key.path("kty").asText().equals("RSA")) {
                fresh.put(key.path("kid").asText(), key(key));
            }
        });
        return fresh;
    }

    private static PublicKey key(JsonNode key) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a published key is no RSA key", e);
        }
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
    }
}
