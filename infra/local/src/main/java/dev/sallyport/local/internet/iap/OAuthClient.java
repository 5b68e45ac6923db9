package dev.sallyport.local.internet.iap;

import java.util.Optional;

/**
 * An OAuth client that people sign in through.
 *
 * @param onlyDomain the organisation's domain whose members alone may use it; empty if anybody may
 * @param secretDigest SHA-256, in hexadecimal, of the secret that IAP was given with the client's id; empty for a client
 *     that Google manages
 */
public record OAuthClient(String id, Optional<String> onlyDomain, Optional<String> secretDigest) {
    static OAuthClient managed(String id, Optional<String> onlyDomain) {
        return new OAuthClient(id, onlyDomain, Optional.empty());
    }

    static OAuthClient own(String id, String secretDigest) {
        return new OAuthClient(id, Optional.empty(), Optional.of(secretDigest));
    }

    boolean isManaged() {
        return secretDigest.isEmpty();
    }

    /** The only redirect URI IAP uses with the client. */
    public String redirectUri() {
        return "https://iap.googleapis.com/v1/oauth/clientIds/" + id + ":handleRedirect";
    }
}
