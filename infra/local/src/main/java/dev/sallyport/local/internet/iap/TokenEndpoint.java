package dev.sallyport.local.internet.iap;

import dev.sallyport.local.identity.Account;
import java.util.Optional;

/** Google's OAuth token endpoint, as IAP calls it after the sign-in page has sent a browser back. */
public interface TokenEndpoint {
    /** Whether the client's secret is the right one; without that no code is redeemed. */
    boolean authenticates(OAuthClient client);

    /** Who signed in. A code is good once, for the client it was made for, and for who knows the PKCE verifier. */
    Optional<Account> redeem(String code, OAuthClient client, String verifier);
}
