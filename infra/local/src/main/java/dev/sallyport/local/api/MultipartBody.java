package dev.sallyport.local.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * A multipart body by RFC 2046, taken apart. Lines may end in LF alone, as those of gcloud do, which is why no stricter
 * reader serves.
 */
final class MultipartBody {
    /** Byte for byte, so that positions in it are those in the body. */
    private final String text;

    private final String delimiter;

    MultipartBody(byte[] content, String boundary) {
        this.text = new String(content, ISO_8859_1);
        this.delimiter = "--" + boundary;
    }

    /** What is between the boundaries, with the headers of the parts; without what comes before and after them. */
    List<byte[]> parts() {
        List<byte[]> parts = new ArrayList<>();
        int at = delimiterFrom(0);
        while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
            int start = nextLine(at);
            at = delimiterFrom(start);
            if (at >= 0) {
                parts.add(text.substring(start, Math.max(start, endOfLineBefore(at)))
                        .getBytes(ISO_8859_1));
            }
        }
        return parts;
    }

    /** The delimiter at the start of a line, alone there but for the mark of the last one; -1 if there is no more. */
    private int delimiterFrom(int start) {
        int at = text.indexOf(delimiter, start);
        while (at >= 0 && !(isLineStart(at) && isLine(at))) {
            at = text.indexOf(delimiter, at + 1);
        }
        return at;
    }

    private boolean isLineStart(int at) {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private boolean isLine(int at) {
        String rest = text.substring(at + delimiter.length(), nextLine(at)).strip();
        return rest.isEmpty() || rest.equals("--");
    }

    private int nextLine(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    /** The line break before a delimiter belongs to the delimiter. */
    private int endOfLineBefore(int at) {
        return at >= 2 && text.charAt(at - 2) == '\r' ? at - 2 : at - 1;
    }
}
