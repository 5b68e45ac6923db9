package dev.sallyport.converge;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import java.util.Map;

/** One spelling for each value that the API writes in several ways. */
final class Spelling {
    private static final Map<String, String> PROTOCOL_NUMBERS =
            Map.of("1", "icmp", "6", "tcp", "17", "udp", "50", "esp", "51", "ah", "132", "sctp");

    private final ProjectName project;

    Spelling(ProjectName project) {
        this.project = project;
    }

    /** The value as it is compared; fields of free text are taken as they are. */
    Object of(FieldDescriptor field, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        return switch (field.getName()) {
            case "description", "value" -> text;
            // A Google-managed client shows up as an empty id or as one space.
            case "oauth2_client_id" -> text.strip();
            case "port_range", "ports" -> portRange(text);
            case "I_p_protocol" -> protocol(text);
            case "source_ranges", "destination_ranges" -> range(text);
            default -> Link.canonical(text, project);
        };
    }

    /** Port 443 alone is also written as the range 443-443. */
    private static String portRange(String text) {
        String[] ends = text.split("-", -1);
        return ends.length == 2 && ends[0].equals(ends[1]) ? ends[0] : text;
    }

    private static String protocol(String text) {
        return PROTOCOL_NUMBERS.getOrDefault(text, text.toLowerCase(Locale.ROOT));
    }

    private static String range(String text) {
        return text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
    }
}
