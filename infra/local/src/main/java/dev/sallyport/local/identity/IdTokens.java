package dev.sallyport.local.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** OpenID Connect tokens that Google vouches for service accounts with; they are good for an hour. */
public final class IdTokens {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final LocalAccounts accounts;
    private final InstantSource clock;

    public IdTokens(LocalAccounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * A token that names the account's address, as authenticated pushes of Pub/Sub carry it. Source: "Authentication for
     * push subscriptions".
     *
     * @return empty if there is no such service account
     */
    public Optional<String> withEmail(String serviceAccount, String audience) {
        return accounts.serviceAccount(serviceAccount).map(account -> of(account, audience, true));
    }

    String of(Account account, String audience, boolean includeEmail) {
        long now = clock.instant().getEpochSecond();
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", audience)
                .put("azp", account.id())
                .put("exp", now + LIFETIME.toSeconds())
                .put("iat", now)
                .put("iss", LocalAccounts.GOOGLE)
                .put("sub", account.id());
        if (includeEmail) {
            claims.put("email", account.email()).put("email_verified", true);
        }
        return SignedToken.of(claims.toString(), accounts.signingKey(LocalAccounts.GOOGLE));
    }
}
