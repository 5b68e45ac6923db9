package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Google's APIs over REST, as the function's own service account. */
final class GoogleApis {
    /** Where a function gets its tokens from (cloud.google.com/run/docs/container-contract#metadata-server). */
    private static final URI TOKENS =
            URI.create("http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token");

    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(4);

    private final Optional<String> localEndpoint;
    private final InstantSource time;
    private Token token = new Token("", Instant.MIN);

    private record Token(String value, Instant renewal) {}

    /**
     * @param localEndpoint {@code host:port} that serves every API and asks for no token
     */
    GoogleApis(Optional<String> localEndpoint, InstantSource time) {
        this.localEndpoint = localEndpoint;
        this.time = time;
    }

    /**
     * @param service the host's first label, such as {@code pubsub}
     * @param path what comes after the host, encoded
     * @throws java.io.UncheckedIOException if there is no answer in time
     */
    Rest.Answer get(String service, String path) {
        return Rest.get(uri(service, path), headers());
    }

    /** As {@link #get}, with a body. */
    Rest.Answer post(String service, String path, JsonNode body) {
        return Rest.post(uri(service, path), headers(), body);
    }

    private URI uri(String service, String path) {
        return URI.create(
                localEndpoint.map(local -> "http://" + local).orElse("https://" + service + ".googleapis.com") + path);
    }

    private Map<String, String> headers() {
        return localEndpoint.isPresent() ? Map.of() : Map.of("Authorization", "Bearer " + token());
    }

    private synchronized String token() {
        Instant now = time.instant();
        if (!now.isBefore(token.renewal())) {
            Rest.Answer answer = Rest.get(TOKENS, Map.of("Metadata-Flavor", "Google"));
            if (!answer.isSuccess()) {
                throw new IllegalStateException(
                        "the metadata server answered " + answer.status() + " (expected: a token)");
            }
            Duration lifetime =
                    Duration.ofSeconds(answer.body().path("expires_in").asLong());
            token = new Token(
                    answer.body().path("access_token").asText(),
                    now.plus(lifetime).minus(BEFORE_EXPIRY));
        }
        return token.value();
    }
}
