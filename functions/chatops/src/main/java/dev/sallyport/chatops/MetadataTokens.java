package dev.sallyport.chatops;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens of the function's own service account, from the metadata server. Without a scope they are good for Google Cloud's
 * APIs; for another API of Google's its scope has to be asked for
 * (cloud.google.com/run/docs/securing/service-identity#access_tokens).
 */
final class MetadataTokens {
    /** Where a function finds it (cloud.google.com/run/docs/container-contract#metadata-server). */
    static final String HOST = "metadata.google.internal";

    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(4);

    private final String host;
    private final InstantSource time;
    private final Map<String, Token> tokens = new HashMap<>();

    private record Token(String value, Instant renewal) {}

    /**
     * @param host the metadata server's
     */
    MetadataTokens(String host, InstantSource time) {
        this.host = host;
        this.time = time;
    }

    /** For Google Cloud's APIs. */
    String token() {
        return token(PATH);
    }

    /** For whatever an OAuth scope is for. */
    String ofScope(String scope) {
        return token(PATH + "?scopes=" + scope);
    }

    private synchronized String token(String path) {
        Instant now = time.instant();
        Token known = tokens.get(path);
        if (known == null || !now.isBefore(known.renewal())) {
            known = fetch(path, now);
            tokens.put(path, known);
        }
        return known.value();
    }

    private Token fetch(String path, Instant now) {
        Rest.Answer answer = Rest.get(URI.create("http://" + host + path), Map.of("Metadata-Flavor", "Google"));
        if (!answer.isSuccess()) {
            throw new IllegalStateException("the metadata server answered " + answer.status() + " (expected: a token)");
        }
        Duration lifetime = Duration.ofSeconds(answer.body().path("expires_in").asLong());
        return new Token(
                answer.body().path("access_token").asText(), now.plus(lifetime).minus(BEFORE_EXPIRY));
    }
}
