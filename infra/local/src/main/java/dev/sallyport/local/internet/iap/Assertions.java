package dev.sallyport.local.internet.iap;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.sallyport.local.identity.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what the app is told about who asks: signed, for this backend service alone, for ten minutes. */
final class Assertions {
    private static final String ISSUER = "https://cloud.google.com/iap";
    private static final String ELSEWHERE = "/projects/0/global/backendServices/0";
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final AssertionKeys keys;
    private volatile Second latest = new Second("", 0, Map.of());

    Assertions(AssertionKeys keys) {
        this.keys = keys;
    }

    /** Times are whole seconds: whoever asks more than once in a second gets the same assertion, signed once. */
    String forApp(ProtectedApp app, Account account, Instant now) {
        return second(now)
                .signed
                .computeIfAbsent(
                        new Addressee(app.audience(), account),
                        unsigned -> keys.sign(claims(app, account, now).build()));
    }

    /** What a visitor of an application elsewhere is given, and can show here: genuine, and not for any service here. */
    String forAnotherApp(Instant now) {
        Account visitor = new Account("visitor@elsewhere.example", "1", Optional.empty(), Set.of());
        return keys.sign(claims(ELSEWHERE, visitor, now).build());
    }

    /**
     * An assertion with the fault that SECURE_TOKEN_TEST was asked for; without one for {@code NOT_SET} and for types that
     * do not exist.
     */
    String faulty(String type, ProtectedApp app, Account account, Instant now) {
        JWTClaimsSet.Builder claims = claims(app, account, now);
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "FUTURE_ISSUE" ->
                keys.sign(claims.issueTime(Date.from(now.plus(Duration.ofHours(1))))
                        .expirationTime(Date.from(now.plus(Duration.ofHours(1)).plus(LIFE)))
                        .build());
            case "PAST_EXPIRATION" ->
                keys.sign(claims.issueTime(Date.from(now.minus(Duration.ofHours(1))))
                        .expirationTime(Date.from(now.minus(Duration.ofHours(1)).plus(LIFE)))
                        .build());
            case "ISSUER" ->
                keys.sign(claims.issuer("https://not-the-issuer.example").build());
            case "AUDIENCE" -> keys.sign(claims.audience(ELSEWHERE).build());
            case "SIGNATURE" -> withBrokenSignature(forApp(app, account, now));
            default -> forApp(app, account, now);
        };
    }

    private Second second(Instant now) {
        Second known = latest;
        String keyId = keys.signingKeyId();
        if (known.epochSecond == now.getEpochSecond() && known.keyId.equals(keyId)) {
            return known;
        }
        Second begun = new Second(keyId, now.getEpochSecond(), new ConcurrentHashMap<>());
        latest = begun;
        return begun;
    }

    private static JWTClaimsSet.Builder claims(ProtectedApp app, Account account, Instant now) {
        return claims(app.audience(), account, now);
    }

    private static JWTClaimsSet.Builder claims(String audience, Account account, Instant now) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .subject(Identity.GOOGLE + account.id())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .claim("email", account.email())
                .claim("azp", audience)
                .claim("identity_source", "GOOGLE");
        account.hostedDomain().ifPresent(domain -> claims.claim("hd", domain));
        return claims;
    }

    /** Another letter where it changes whole bits: the last letter of 64 bytes in Base64 has unused ones. */
    private static String withBrokenSignature(String jwt) {
        int signature = jwt.lastIndexOf('.') + 1;
        char other = jwt.charAt(signature) == 'A' ? 'B' : 'A';
        return jwt.substring(0, signature) + other + jwt.substring(signature + 1);
    }

    private record Addressee(String audience, Account account) {}

    /** What a key signed in a second. */
    private record Second(String keyId, long epochSecond, Map<Addressee, String> signed) {}
}
