package dev.sallyport.local.iam;

import java.util.Optional;
import java.util.Set;

/** Somebody whom a policy may name. */
public interface Principal {
    /** The address, lower case. */
    String email();

    /** The organisation's domain; empty for consumer and service accounts. */
    Optional<String> hostedDomain();

    /** Addresses of the groups it is a member of. */
    Set<String> groups();

    default boolean isServiceAccount() {
        return email().endsWith(".gserviceaccount.com");
    }
}
