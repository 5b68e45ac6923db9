package dev.sallyport.local.internet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.identity.Accounts;
import dev.sallyport.local.identity.LocalAccounts;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Three people, one of them from outside the organisation, and one service account. */
final class TestAccounts implements Accounts {
    static final Account ALICE = person("alice@example.com", "1001", Optional.of("example.com"));
    static final Account BOB = person("bob@example.com", "1002", Optional.of("example.com"));
    static final Account CAROL = person("carol@elsewhere.example", "1003", Optional.of("elsewhere.example"));
    static final Account ROBOT = person("robot@lab-project.iam.gserviceaccount.com", "2001", Optional.empty());

    private static final RSAKey ROBOT_KEY = newKey();
    private static final RSAKey GOOGLES_KEY = newKey();

    @Override
    public List<Account> people() {
        return List.of(ALICE, BOB, CAROL);
    }

    @Override
    public Optional<Account> byEmail(String email) {
        return Stream.of(ALICE, BOB, CAROL, ROBOT)
                .filter(account -> account.email().equals(email))
                .findAny();
    }

    @Override
    public Map<String, RSAPublicKey> keysOf(String serviceAccount) {
        try {
            if (serviceAccount.equals(LocalAccounts.GOOGLE)) {
                return Map.of(GOOGLES_KEY.getKeyID(), GOOGLES_KEY.toRSAPublicKey());
            }
            return serviceAccount.equals(ROBOT.email())
                    ? Map.of(ROBOT_KEY.getKeyID(), ROBOT_KEY.toRSAPublicKey())
                    : Map.of();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JWT as the service account signs it. */
    static String signedByRobot(JWTClaimsSet claims) {
        return sign(claims, ROBOT_KEY);
    }

    /** An ID token as Google issues it. */
    static String signedByGoogle(JWTClaimsSet claims) {
        return sign(claims, GOOGLES_KEY);
    }

    /** A JWT that claims to be signed by the service account's key, and is not. */
    static String forged(JWTClaimsSet claims) {
        return sign(claims, newKey());
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("robot-key").build(), claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("robot-key").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Account person(String email, String id, Optional<String> domain) {
        return new Account(email, id, domain, Set.of());
    }
}
