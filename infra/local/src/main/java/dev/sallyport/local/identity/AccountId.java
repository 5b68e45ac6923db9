package dev.sallyport.local.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Numeric account ids, derived from addresses so that they are the same in every run. */
final class AccountId {
    /** Google's ids have 21 digits and start with 1. */
    private static final BigInteger LEAST = BigInteger.TEN.pow(20);

    private AccountId() {}

    static String of(String email) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest)
                    .mod(BigInteger.TEN.pow(19))
                    .add(LEAST)
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
