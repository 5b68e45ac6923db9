package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Google's APIs over REST, as the function's own service account. */
final class GoogleApis {
    private final Optional<String> localEndpoint;
    private final MetadataTokens tokens;

    /**
     * @param localEndpoint {@code host:port} that serves every API and asks for no token
     */
    GoogleApis(Optional<String> localEndpoint, MetadataTokens tokens) {
        this.localEndpoint = localEndpoint;
        this.tokens = tokens;
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
        return localEndpoint.isPresent() ? Map.of() : Map.of("Authorization", "Bearer " + tokens.token());
    }
}
