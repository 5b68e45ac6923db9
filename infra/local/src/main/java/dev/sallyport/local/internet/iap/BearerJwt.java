package dev.sallyport.local.internet.iap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A JSON Web Token that came as a bearer token: what it claims, and whether that is to be believed. */
record BearerJwt(SignedJWT signed, JWTClaimsSet claims) {
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofSeconds(30);

    static BearerJwt parse(String token) throws TokenRefused {
        try {
            if (JWTParser.parse(token) instanceof SignedJWT signed) {
                return new BearerJwt(signed, signed.getJWTClaimsSet());
            }
        } catch (ParseException e) {
            throw new TokenRefused("Unable to parse JWT");
        }
        // The algorithm "none" is what forgers hope for.
        throw new TokenRefused("JWT signature is invalid");
    }

    String issuer() {
        return String.valueOf(claims.getIssuer());
    }

    /** @param keys the signer's public keys by key id */
    void checkSignature(Map<String, RSAPublicKey> keys) throws TokenRefused {
        RSAPublicKey key = JWSAlgorithm.RS256.equals(signed.getHeader().getAlgorithm())
                ? keys.get(String.valueOf(signed.getHeader().getKeyID()))
                : null;
        try {
            if (key != null && signed.verify(new RSASSAVerifier(key))) {
                return;
            }
        } catch (JOSEException e) {
            // A signature the key cannot check is no signature of the key.
        }
        throw new TokenRefused("JWT signature is invalid");
    }

    /** Unlike that of a session, the expiry of a bearer token counts. */
    void checkTimes(Instant now) throws TokenRefused {
        if (claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw TokenRefused.invalid("JWT has no iat or no exp.");
        }
        Instant issued = claims.getIssueTime().toInstant();
        Instant expires = claims.getExpirationTime().toInstant();
        if (expires.isAfter(issued.plus(LONGEST_LIFE)) || issued.isAfter(now.plus(SKEW))) {
            throw TokenRefused.invalid("Invalid JWT times.");
        }
        if (expires.plus(SKEW).isBefore(now)) {
            throw TokenRefused.invalid("JWT has expired.");
        }
    }
}
