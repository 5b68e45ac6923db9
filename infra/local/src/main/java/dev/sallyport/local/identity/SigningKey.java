package dev.sallyport.local.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The RSA key that Google holds for an account. Making one takes a good part of a second, so that a key is made when it
 * is first needed and kept for the life of the JVM, over all local clouds in it.
 */
final class SigningKey {
    private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();
    private static final int BITS = 2048;

    private final KeyPair pair;
    private final String id;

    SigningKey(KeyPair pair) throws NoSuchAlgorithmException {
        this.pair = pair;
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest(pair.getPublic().getEncoded());
        this.id = HexFormat.of().formatHex(digest);
    }

    static SigningKey of(String account) {
        return KEYS.computeIfAbsent(account, name -> generate());
    }

    /** 40 hexadecimal digits, as Google's key ids have. */
    String id() {
        return id;
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with RSA and SHA-256", e);
        }
    }

    byte[] sign(String content) {
        return sign(content.getBytes(StandardCharsets.US_ASCII));
    }

    private static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new SigningKey(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA and SHA-1", e);
        }
    }
}
