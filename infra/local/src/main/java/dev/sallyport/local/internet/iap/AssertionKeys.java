package dev.sallyport.local.internet.iap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys IAP signs assertions with: ES256, named by six characters, published as long as something they signed lives.
 * They rotate by themselves once a day.
 */
public final class AssertionKeys {
    private static final String KEY_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PUBLISHED = 2;
    /** Google names no period; a day is long against the ten minutes that an assertion lives. */
    private static final Duration PERIOD = Duration.ofDays(1);

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private volatile Ring ring = new Ring(List.of(), Map.of());
    private volatile Instant next;

    public AssertionKeys(InstantSource clock) {
        this.clock = clock;
        rotate();
    }

    /** Signs with a new key from now on; the key before stays published. */
    public synchronized void rotate() {
        ring = Ring.of(Stream.concat(Stream.of(newKey()), ring.newestFirst.stream())
                .limit(PUBLISHED)
                .toList());
        next = clock.instant().plus(PERIOD);
    }

    /** The public keys by key id. */
    public Map<String, ECPublicKey> published() {
        return current().published;
    }

    /** The same as a JSON Web Key set. */
    String publishedJwks() {
        return new JWKSet(List.<JWK>copyOf(current().newestFirst)).toString(true);
    }

    /** The id of the key that signs now. */
    String signingKeyId() {
        return current().newestFirst.get(0).getKeyID();
    }

    String sign(JWTClaimsSet claims) {
        ECKey key = current().newestFirst.get(0);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an assertion", e);
        }
    }

    private Ring current() {
        if (!clock.instant().isBefore(next)) {
            rotateIfDue();
        }
        return ring;
    }

    private synchronized void rotateIfDue() {
        if (!clock.instant().isBefore(next)) {
            rotate();
        }
    }

    private ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(newKeyId())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    private String newKeyId() {
        StringBuilder id = new StringBuilder();
        random.ints(6, 0, KEY_ID_LETTERS.length()).forEach(letter -> id.append(KEY_ID_LETTERS.charAt(letter)));
        return id.toString();
    }

    /** The keys there are; the first signs. */
    private record Ring(List<ECKey> newestFirst, Map<String, ECPublicKey> published) {
        static Ring of(List<ECKey> newestFirst) {
            Map<String, ECPublicKey> published = new LinkedHashMap<>();
            for (ECKey key : newestFirst) {
                try {
                    published.put(key.getKeyID(), key.toECPublicKey());
                } catch (JOSEException e) {
                    throw new IllegalStateException("this JDK has no P-256", e);
                }
            }
            return new Ring(newestFirst, Collections.unmodifiableMap(published));
        }
    }
}
