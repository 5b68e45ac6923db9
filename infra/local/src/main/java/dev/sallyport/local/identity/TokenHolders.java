package dev.sallyport.local.identity;

import java.util.Optional;

/** Who holds the access tokens that requests come with. */
@FunctionalInterface
public interface TokenHolders {
    /** E-mail address of the holder; empty if nobody knows the token. */
    Optional<String> email(String accessToken);
}
