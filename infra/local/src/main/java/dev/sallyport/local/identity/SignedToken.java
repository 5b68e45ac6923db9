package dev.sallyport.local.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes JSON Web Tokens with RS256. The payload is signed as it stands: a caller of signJwt decides every byte. */
final class SignedToken {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private SignedToken() {}

    static String of(String payload, SigningKey key) {
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("alg", "RS256")
                .put("kid", key.id())
                .put("typ", "JWT");
        String signed = encoded(header.toString()) + "." + encoded(payload);
        return signed + "." + BASE64.encodeToString(key.sign(signed));
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
