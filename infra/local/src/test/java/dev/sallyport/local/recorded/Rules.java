package dev.sallyport.local.recorded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What cannot be compared, as recorded/rules.yaml has it. */
final class Rules {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+");

    private final Content content;

    private record Sentinel(String field, String value, String form) {}

    private record Content(
            List<Sentinel> sentinels,
            Set<String> addresses,
            Set<String> volatiles,
            Map<String, List<String>> onlyBeta,
            Map<String, List<String>> dropped,
            Set<String> unordered,
            Map<String, List<String>> timing) {}

    private Rules(Content content) {
        this.content = content;
    }

    static Rules load() {
        return new Rules(Yaml.read("rules.yaml", Content.class));
    }

    /** The form that is all one can ask of a live value in place of this recorded one. */
    Optional<Pattern> form(String field, String recorded) {
        if (TIME.matcher(recorded).matches()) {
            return Optional.of(TIME);
        }
        if (content.addresses.contains(field)) {
            return Optional.of(ADDRESS);
        }
        return sentinel(field, recorded).map(sentinel -> Pattern.compile(sentinel.form));
    }

    /** Whether the recorder wrote this where something else was. */
    boolean isSentinel(String field, String recorded) {
        return recorded.equals("2024-04-01T12:34:56.123456Z")
                || sentinel(field, recorded).isPresent();
    }

    private Optional<Sentinel> sentinel(String field, String recorded) {
        return content.sentinels.stream()
                .filter(sentinel -> sentinel.field.equals(field) && sentinel.value.equals(recorded))
                .findAny();
    }

    boolean isVolatile(String field, String path) {
        return content.volatiles.contains(field) || field.equals("fingerprint") && path.contains(".");
    }

    boolean isUnordered(String field) {
        return content.unordered.contains(field);
    }

    boolean isOnlyBeta(String collection, String path) {
        return covers(content.onlyBeta.get(collection), path);
    }

    boolean isDropped(String type, String path) {
        return content.dropped.get("any").contains(path)
                || content.dropped.getOrDefault(type, List.of()).contains(path);
    }

    boolean isTiming(String type, String path) {
        return covers(content.timing.get(type), path);
    }

    private static boolean covers(List<String> fields, String path) {
        return fields != null
                && fields.stream()
                        .anyMatch(field ->
                                path.equals(field) || path.startsWith(field + ".") || path.startsWith(field + "["));
    }
}
