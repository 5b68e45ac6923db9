package dev.sallyport.local.internet.iap;

import java.util.Optional;

/**
 * An OAuth client that people sign in through.
 *
 * @param onlyDomain the organisation's domain whose members alone may use it; empty if anybody may
 */
public record OAuthClient(String id, Optional<String> onlyDomain) {
    /** The only redirect URI IAP uses with the client. */
    public String redirectUri() {
        return "https://iap.googleapis.com/v1/oauth/clientIds/" + id + ":handleRedirect";
    }
}
