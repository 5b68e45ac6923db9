package dev.sallyport.local.identity;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The OAuth access tokens that were issued: opaque to everybody but the local cloud. */
public final class AccessTokens {
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    /** Who holds the token at this time; empty if it was never issued or has run out. */
    public Optional<Account> holder(String token, Instant time) {
        return valid(token, time).map(Issued::account);
    }

    /** As {@link #holder}, but empty too if the token's scopes do not let a service learn who holds it. */
    public Optional<Account> identified(String token, Instant time) {
        return valid(token, time).filter(Issued::tellsWho).map(Issued::account);
    }

    private Optional<Issued> valid(String token, Instant time) {
        return Optional.ofNullable(issued.get(token)).filter(known -> time.isBefore(known.expiry()));
    }

    String issue(Account account, Collection<String> scopes, Instant expiry) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = "ya29." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(token, new Issued(account, Set.copyOf(scopes), expiry));
        return token;
    }

    private record Issued(Account account, Set<String> scopes, Instant expiry) {
        private static final Set<String> TELLING = Set.of(
                "email",
                "https://www.googleapis.com/auth/userinfo.email",
                "https://www.googleapis.com/auth/cloud-platform");

        boolean tellsWho() {
            return scopes.stream().anyMatch(TELLING::contains);
        }
    }
}
