package dev.sallyport.local.internet.google;

import dev.sallyport.local.internet.iap.OAuthClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The OAuth clients people made on the Google Auth Platform, which has no API. A client that was never registered here
 * passes with any secret, as long as IAP was given one.
 */
public final class RegisteredClients {
    private static final String DIGEST_OF_NOTHING = digest("");

    private final Map<String, String> digestsById = new ConcurrentHashMap<>();

    /** Makes the client known: from now on IAP must have been given this secret. Only the secret's digest is kept. */
    public void register(String clientId, String secret) {
        digestsById.put(clientId, digest(secret));
    }

    boolean authenticate(OAuthClient client) {
        return client.secretDigest()
                .map(given -> digestsById.getOrDefault(client.id(), given).equalsIgnoreCase(given)
                        && !given.isEmpty()
                        && !given.equalsIgnoreCase(DIGEST_OF_NOTHING))
                .orElse(true);
    }

    private static String digest(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
