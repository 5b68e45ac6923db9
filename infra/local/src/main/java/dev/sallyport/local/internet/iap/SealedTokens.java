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

    private final SecretKey key = newKey();
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
        try {
            EncryptedJWT sealed = EncryptedJWT.parse(token);
            sealed.decrypt(new DirectDecrypter(key));
            JWTClaimsSet claims = sealed.getJWTClaimsSet();
            boolean valid = claims.getAudience().contains(purpose.name())
                    && clock.instant().isBefore(claims.getExpirationTime().toInstant());
            return valid ? Optional.of(new Sealed(claims.getJSONObjectClaim("contents"))) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
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
    record Sealed(Map<String, Object> contents) {
        String get(String name) {
            return String.valueOf(contents.get(name));
        }
    }
}
