package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Signs tokens as Google does for Chat's requests. */
final class ChatSigner {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String id;
    private final KeyPair keys;

    ChatSigner(String id) {
        this.id = id;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Claims of a token that is good now, for an app whose audience is its URL. */
    static ObjectNode goodClaims(Instant now) {
        return Json.object()
                .put("iss", "https://accounts.google.com")
                .put("aud", ChatHouse.AUDIENCE)
                .put("email", "chat@system.gserviceaccount.com")
                .put("email_verified", true)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 3600);
    }

    String bearer(ObjectNode claims) {
        return bearer(claims, Json.object().put("alg", "RS256").put("kid", id).put("typ", "JWT"));
    }

    String bearer(ObjectNode claims, ObjectNode header) {
        String signed = BASE64.encodeToString(Json.bytes(header)) + "." + BASE64.encodeToString(Json.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return "Bearer " + signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode published() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Json.object()
                .put("kty", "RSA")
                .put("alg", "RS256")
                .put("use", "sig")
                .put("kid", id)
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        return BASE64.encodeToString(number.toByteArray());
    }
}
