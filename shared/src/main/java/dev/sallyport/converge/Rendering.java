package dev.sallyport.converge;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Values of fields as people read them: on one line, and not longer than a line should be. */
final class Rendering {
    private static final int LONGEST = 160;

    private Rendering() {}

    static String of(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? ""
                    : shortened(list.stream().map(Rendering::of).collect(Collectors.joining(", ", "[", "]")));
        }
        if (value instanceof Message message) {
            return shortened("{"
                    + TextFormat.printer()
                            .emittingSingleLine(true)
                            .printToString(message)
                            .strip() + "}");
        }
        return shortened(value.toString());
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST) + "... (" + text.length() + " characters, digest "
                        + Digest.of(text).substring(0, 8) + ")";
    }
}
