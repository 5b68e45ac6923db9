package dev.sallyport.local.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Whoever calls, as far as a request tells: by an access token that the local cloud has issued, or a JSON web token with
 * an e-mail address. It is not proof, for the local cloud asks for no credentials.
 */
public final class Callers {
    private static final String UNKNOWN = "developer@example.com";
    private static final String BEARER = "Bearer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile TokenHolders holders = token -> Optional.empty();

    /** From now on the holders of these access tokens are known. */
    public void attach(TokenHolders attached) {
        holders = attached;
    }

    /**
     * The caller's e-mail address.
     *
     * @param authorization the header of this name
     */
    public String email(Optional<String> authorization) {
        return authorization
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
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
