package dev.sallyport.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A request's bytes as text. */
final class RequestText {
    /** More than any request needs, and little enough to keep beside a deployment's state (1 MiB in Firestore). */
    static final int LIMIT_BYTES = 256 * 1024;

    private static final String UTF_8 = "UTF-8 text without a byte order mark";

    private RequestText() {}

    static String decode(byte[] content) throws Unreadable {
        if (content.length > LIMIT_BYTES) {
            throw new Unreadable(
                    "the request has " + content.length + " bytes", "at most " + LIMIT_BYTES + " bytes (256 KiB)");
        }
        if (beginsWith(content, 0xEF, 0xBB, 0xBF)) {
            throw new Unreadable("the request begins with a byte order mark", UTF_8);
        }
        if (beginsWith(content, 0xFF, 0xFE) || beginsWith(content, 0xFE, 0xFF)) {
            throw new Unreadable("the request is UTF-16 text", UTF_8);
        }
        return decodeUtf8(content);
    }

    private static String decodeUtf8(byte[] content) throws Unreadable {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        if (decoder.decode(bytes, text, true).isError()) {
            throw new Unreadable(
                    String.format("byte %d (0x%02x) is not UTF-8", bytes.position() + 1, content[bytes.position()]),
                    UTF_8);
        }
        String decoded = text.flip().toString();
        if (decoded.isBlank()) {
            throw new Unreadable("the request is empty", "one JSON object");
        }
        return decoded;
    }

    private static boolean beginsWith(byte[] content, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= content.length || (content[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
