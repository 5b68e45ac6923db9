package dev.sallyport.local.internet.guest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sample app's check of an assertion, with the weak points of the library it uses: the issuer is not looked at, and
 * times have no tolerance. The order is the library's: key, signature, times, audience.
 */
final class AssertionCheck {
    private static final int MOST_VERIFIED = 1000;

    private final String audience;
    /** Assertions with a good signature. Verifying is costly, and many requests come with the same one. */
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();

    AssertionCheck(String audience) {
        this.audience = audience;
    }

    /** The e-mail address the assertion vouches for. */
    String email(String assertion, Map<String, ECPublicKey> keys, Instant now) throws Refusal {
        try {
            Verified known = verified.get(assertion);
            JWTClaimsSet claims = known != null && known.key.equals(keys.get(known.keyId))
                    ? known.claims
                    : verify(assertion, keys).claims;
            checkTimes(claims, now);
            checkAudience(claims);
            return claims.getStringClaim("email");
        } catch (ParseException e) {
            throw new Refusal("Wrong number of segments in token, or a segment that is not JSON");
        }
    }

    private Verified verify(String assertion, Map<String, ECPublicKey> keys) throws Refusal, ParseException {
        SignedJWT jwt = SignedJWT.parse(assertion);
        String id = String.valueOf(jwt.getHeader().getKeyID());
        ECPublicKey key = keys.get(id);
        if (key == null) {
            throw new Refusal("Certificate for key id " + id + " not found.");
        }
        if (!isSignedBy(key, jwt)) {
            throw new Refusal("Could not verify token signature.");
        }
        Verified now = new Verified(id, key, jwt.getJWTClaimsSet());
        if (verified.size() >= MOST_VERIFIED) {
            verified.clear();
        }
        verified.put(assertion, now);
        return now;
    }

    private static boolean isSignedBy(ECPublicKey key, SignedJWT jwt) {
        try {
            return jwt.verify(new ECDSAVerifier(key));
        } catch (JOSEException e) {
            // An algorithm the key cannot check is no signature of the key.
            return false;
        }
    }

    private static void checkTimes(JWTClaimsSet claims, Instant now) throws Refusal {
        Instant issued = required(claims.getIssueTime(), "iat");
        Instant expires = required(claims.getExpirationTime(), "exp");
        if (now.isBefore(issued)) {
            throw new Refusal("Token used too early, " + now.getEpochSecond() + " < " + issued.getEpochSecond());
        }
        if (expires.isBefore(now)) {
            throw new Refusal("Token expired, " + expires.getEpochSecond() + " < " + now.getEpochSecond());
        }
    }

    private static Instant required(Date time, String claim) throws Refusal {
        if (time == null) {
            throw new Refusal("Token does not contain required claim " + claim);
        }
        return time.toInstant();
    }

    private void checkAudience(JWTClaimsSet claims) throws Refusal {
        List<String> claimed = claims.getAudience();
        if (!claimed.equals(List.of(audience))) {
            throw new Refusal("Token has wrong audience " + String.join(", ", claimed) + ", expected one of ['"
                    + audience + "']");
        }
    }

    /** Why an assertion is not believed. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason);
        }
    }

    private record Verified(String keyId, ECPublicKey key, JWTClaimsSet claims) {}
}
