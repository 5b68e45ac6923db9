package dev.sallyport.local.internet.iap;

import dev.sallyport.local.identity.Account;
import java.util.Optional;

/** Google's OAuth token endpoint, as IAP calls it after the sign-in page has sent a browser back. */
@FunctionalInterface
public interface TokenEndpoint {
    /** Who signed in. A code is good once, for the client it was made for, and for who knows the PKCE verifier. */
    Optional<Account> redeem(String code, OAuthClient client, String verifier);
}
