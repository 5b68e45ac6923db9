package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The bearer token by which a request is Google Chat's, of one of two kinds. For an app whose audience is its URL it is an
 * OpenID Connect token that Google vouches for a service account with, Chat's own or the app's; for one whose audience is its project's number, a
 * token that this account signs itself (developers.google.com/workspace/chat/verify-requests-from-chat).
 */
final class ChatToken {
    static final String CHAT = "chat@system.gserviceaccount.com";

    private static final String PREFIX = "Bearer ";
    private static final int LONGEST = 8192;

    /** How far two clocks may be apart. */
    private static final long LEEWAY_SECONDS = 60;

    private static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    private final String audience;
    private final String account;
    private final ChatKeys keys;

    /**
     * @param account the service account that is vouched for where the audience is the app's URL
     */
    ChatToken(String audience, String account, ChatKeys keys) {
        this.audience = audience;
        this.account = account;
        this.keys = keys;
    }

    /** Whether the audience is a project's number. */
    static boolean isProjectNumber(String audience) {
        return audience.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** What is wrong with it, for the log, or nothing. No part of it is shown. */
    Optional<String> fault(Optional<String> authorization, Instant now) {
        if (authorization.isEmpty() || !authorization.get().startsWith(PREFIX)) {
            return Optional.of("it carries no bearer token");
        }
        String[] parts = authorization.get().substring(PREFIX.length()).split("\\.", -1);
        Optional<JsonNode> header = json(parts[0]);
        Optional<JsonNode> claims = parts.length == 3 ? json(parts[1]) : Optional.empty();
        if (header.isEmpty() || claims.isEmpty() || authorization.get().length() > LONGEST) {
            return Optional.of("its token is no JSON Web Token");
        }
        return claimFault(claims.get(), now).or(() -> signatureFault(header.get(), parts, now));
    }

    /** Before the signature, so that nobody makes the keys be fetched with a token that is no good anyway. */
    private Optional<String> claimFault(JsonNode claims, Instant now) {
        long seconds = now.getEpochSecond();
        if (!claims.path("aud").asText().equals(audience)) {
            return Optional.of("its token is for another audience");
        }
        if (!isByGoogleChat(claims)) {
            return Optional.of("its token is not Google Chat's");
        }
        long expiry = claims.path("exp").asLong();
        if (expiry < seconds - LEEWAY_SECONDS || expiry > seconds + LONGEST_LIFETIME.toSeconds()) {
            return Optional.of("its token has expired");
        }
        return claims.path("iat").asLong(Long.MAX_VALUE) > seconds + LEEWAY_SECONDS
                ? Optional.of("its token was issued in the future")
                : Optional.empty();
    }

    private boolean isByGoogleChat(JsonNode claims) {
        String issuer = claims.path("iss").asText();
        if (isProjectNumber(audience)) {
            return issuer.equals(CHAT);
        }
        return (issuer.equals("https://accounts.google.com") || issuer.equals("accounts.google.com"))
                && claims.path("email").asText().equals(account)
                && claims.path("email_verified").asBoolean();
    }

    private Optional<String> signatureFault(JsonNode header, String[] parts, Instant now) {
        if (!header.path("alg").asText().equals("RS256")) {
            return Optional.of("its token is not signed with RS256");
        }
        Optional<PublicKey> key = keys.get(header.path("kid").asText(), now);
        if (key.isEmpty()) {
            return Optional.of("its token is signed with a key that Google does not publish");
        }
        return isSigned(key.get(), parts) ? Optional.empty() : Optional.of("its token's signature is wrong");
    }

    private static boolean isSigned(PublicKey key, String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<JsonNode> json(String part) {
        try {
            return Json.read(Base64.getUrlDecoder().decode(part)).filter(JsonNode::isObject);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
