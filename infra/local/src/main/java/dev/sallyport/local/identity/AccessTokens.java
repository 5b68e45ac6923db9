package dev.sallyport.local.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The OAuth access tokens that were issued: opaque to everybody but the local cloud. */
public final class AccessTokens {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    /** Who holds the token at this time; empty if it was never issued or has run out. */
    public Optional<Account> holder(String token, Instant time) {
        return Optional.ofNullable(issued.get(token))
                .filter(known -> time.isBefore(known.expiry()))
                .map(Issued::account);
    }

    String issue(Account account, Instant expiry) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = "ya29." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(token, new Issued(account, expiry));
        return token;
    }

    private record Issued(Account account, Instant expiry) {}
}
