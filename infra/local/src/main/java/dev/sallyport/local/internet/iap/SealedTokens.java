package dev.sallyport.local.internet.iap;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sallyport.local.time.CloudClock;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * What IAP hands to browsers for later: nobody else can read it, change it, or use one kind for another. The key lives
 * as long as the local cloud, so a restart signs everybody out.
 */
final class SealedTokens {
    /** Purposes; a token opens only for the one it was sealed for. */
    enum Purpose {
        STATE,
        REDIRECT,
        SESSION
    }

    private static final int MOST_KNOWN = 1000;

    private final SecretKey key = newKey();
    /** What is inside tokens that were opened before: a browser sends its session's with every request. */
    private final Map<String, JWTClaimsSet> known = new ConcurrentHashMap<>();

    private final CloudClock clock;

    SealedTokens(CloudClock clock) {
        this.clock = clock;
    }

    String seal(Purpose purpose, Duration life, Map<String, String> contents) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(purpose.name())
                .expirationTime(Date.from(now.plus(life)))
                .claim("contents", contents)
                .build();
        EncryptedJWT token = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims);
        try {
            token.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal a token", e);
        }
        return token.serialize();
    }

    /** The contents; empty for a token that is not ours, is for another purpose, or has expired. */
    Optional<Sealed> open(Purpose purpose, String token) {
        JWTClaimsSet claims = known.get(token);
        if (claims == null) {
            try {
                claims = decrypted(token);
            } catch (ParseException | JOSEException e) {
                return Optional.empty();
            }
        }
        boolean valid = claims.getAudience().contains(purpose.name())
                && clock.instant().isBefore(claims.getExpirationTime().toInstant());
        return valid ? Optional.of(new Sealed(claims)) : Optional.empty();
    }

    private JWTClaimsSet decrypted(String token) throws ParseException, JOSEException {
        EncryptedJWT sealed = EncryptedJWT.parse(token);
        sealed.decrypt(new DirectDecrypter(key));
        JWTClaimsSet claims = sealed.getJWTClaimsSet();
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(token, claims);
        return claims;
    }

    private static SecretKey newKey() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            return generator.generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }

    /** Contents of a token that was opened. */
    record Sealed(JWTClaimsSet claims) {
        String get(String name) {
            return claims.getClaim("contents") instanceof Map<?, ?> contents ? String.valueOf(contents.get(name)) : "";
        }
    }
}
