package dev.sallyport.local.pubsub;

import java.util.Optional;

/** Who vouches for pushes: what goes into their {@code Authorization} header, for endpoints that ask who calls. */
@FunctionalInterface
public interface PushIdentity {
    /**
     * An OpenID Connect token.
     *
     * @param serviceAccount email address of the account that the push is made as
     * @param audience what the token is for
     * @return empty if there is no such account; the push goes without a token then
     */
    Optional<String> token(String serviceAccount, String audience);

    /** Pushes without tokens. */
    static PushIdentity none() {
        return (serviceAccount, audience) -> Optional.empty();
    }
}
