package dev.sallyport.converge;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of fields as people read them: on one line, and not longer than a line should be. */
final class Rendering {
    private static final int LONGEST = 240;
    private static final Set<String> NOT_SHOWN =
            Set.of("oauth2_client_secret", "oauth2_client_secret_sha256", "private_key");

    private Rendering() {}

    /** The value of a field, which is not shown where it is a secret or made of one. */
    static String of(FieldDescriptor field, Object value) {
        String text = of(value);
        return NOT_SHOWN.contains(field.getName()) && !text.isEmpty() ? "(not shown)" : text;
    }

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
