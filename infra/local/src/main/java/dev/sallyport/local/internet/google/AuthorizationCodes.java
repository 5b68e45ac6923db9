package dev.sallyport.local.internet.google;

import dev.sallyport.local.identity.Account;
import dev.sallyport.local.internet.iap.CodeChallenge;
import dev.sallyport.local.internet.iap.OAuthClient;
import dev.sallyport.local.internet.iap.TokenEndpoint;
import dev.sallyport.local.time.CloudClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The codes the sign-in page hands out: each good once, for one client, for ten minutes. */
final class AuthorizationCodes implements TokenEndpoint {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final SecureRandom random = new SecureRandom();
    private final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final CloudClock clock;
    private final RegisteredClients registered;

    AuthorizationCodes(CloudClock clock, RegisteredClients registered) {
        this.clock = clock;
        this.registered = registered;
    }

    String issue(Account account, OAuthClient client, String codeChallenge) {
        Instant now = clock.instant();
        grants.values().removeIf(grant -> grant.expires.isBefore(now));
        byte[] entropy = new byte[32];
        random.nextBytes(entropy);
        String code = "4/" + base64.encodeToString(entropy);
        grants.put(code, new Grant(account, client.id(), codeChallenge, now.plus(LIFE)));
        return code;
    }

    @Override
    public boolean authenticates(OAuthClient client) {
        return registered.authenticate(client);
    }

    @Override
    public Optional<Account> redeem(String code, OAuthClient client, String verifier) {
        return Optional.ofNullable(grants.remove(code))
                .filter(grant -> clock.instant().isBefore(grant.expires))
                .filter(grant -> grant.clientId.equals(client.id()))
                .filter(grant -> grant.codeChallenge.equals(CodeChallenge.of(verifier)))
                .map(Grant::account);
    }

    private record Grant(Account account, String clientId, String codeChallenge, Instant expires) {}
}
