package dev.sallyport.local.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.local.api.RestCall;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Whoever calls, as far as a request tells: by an access token that the local cloud has issued, or a JSON web token with
 * an e-mail address. It is not proof, for the local cloud asks for no credentials.
 */
final class Callers {
    private static final String UNKNOWN = "developer@example.com";
    private static final String BEARER = "Bearer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile TokenHolders holders = token -> Optional.empty();

    void attach(TokenHolders attached) {
        holders = attached;
    }

    /** The caller's e-mail address. */
    String email(RestCall call) {
        return Optional.ofNullable(call.headers().get("authorization"))
                .filter(authorization -> authorization.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(authorization -> authorization.substring(BEARER.length()).strip())
                .flatMap(token -> holders.email(token).or(() -> claimed(token)))
                .orElse(UNKNOWN);
    }

    private static Optional<String> claimed(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String email = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path("email")
                    .asText();
            return Optional.of(email).filter(text -> !text.isEmpty());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
