package dev.sallyport.local.identity;

import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who there is. Service accounts come into being when they are first named. */
public interface Accounts {
    /** The people one can sign in as, in the order the sign-in page shows them. */
    List<Account> people();

    /** A person or service account by address. */
    Optional<Account> byEmail(String email);

    /** The public keys that check what a service account signed, by key id. */
    Map<String, RSAPublicKey> keysOf(String serviceAccount);
}
