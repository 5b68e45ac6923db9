package dev.sallyport.chatops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Seals tickets, so that none can be made up and none altered. */
final class Seal {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] PURPOSE = "sallyport button ".getBytes(StandardCharsets.UTF_8);

    private final Secrets secrets;
    private final String key;

    /**
     * @param key the secret's version
     */
    Seal(Secrets secrets, String key) {
        this.secrets = secrets;
        this.key = key;
    }

    String close(Ticket ticket) {
        byte[] content = Json.bytes(ticket.write());
        return ENCODER.encodeToString(content) + "." + ENCODER.encodeToString(mark(content));
    }

    /** Nothing unless it was sealed here. */
    Optional<Ticket> open(String sealed) {
        int dot = sealed.indexOf('.');
        Optional<byte[]> content = decoded(sealed.substring(0, Math.max(dot, 0)));
        Optional<byte[]> mark = decoded(sealed.substring(dot + 1));
        return content.filter(bytes -> mark.isPresent() && MessageDigest.isEqual(mark(bytes), mark.get()))
                .flatMap(Json::read)
                .flatMap(Ticket::read);
    }

    private byte[] mark(byte[] content) {
        return Digests.keyed(secrets.value(key), PURPOSE, content);
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
