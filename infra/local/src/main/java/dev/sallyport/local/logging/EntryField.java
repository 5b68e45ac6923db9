package dev.sallyport.local.logging;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.logging.v2.LogEntry;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A field of log entries, by the names on the way to it; of repeated fields it is every element's. */
record EntryField(List<String> path) {
    private static final Pattern WORD_START = Pattern.compile("_([a-z])");

    /** Whether entries have such a field, not only some payloads. */
    boolean isOfEntries() {
        String first = inJson(path.get(0));
        return LogEntry.getDescriptor().getFields().stream()
                .anyMatch(field -> field.getJsonName().equals(first));
    }

    boolean is(String name) {
        return path.equals(List.of(name));
    }

    List<JsonNode> valuesIn(JsonNode entry) {
        Stream<JsonNode> values = Stream.of(entry);
        for (String name : path) {
            values = values.flatMap(value -> elements(member(value, name)));
        }
        return values.toList();
    }

    private static JsonNode member(JsonNode value, String name) {
        return value.has(name) ? value.get(name) : value.path(inJson(name));
    }

    /** Fields may be called by the names they have in Google's types, too. */
    private static String inJson(String name) {
        return WORD_START.matcher(name).replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
    }

    private static Stream<JsonNode> elements(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false);
        }
        return value.isMissingNode() ? Stream.empty() : Stream.of(value);
    }

    @Override
    public String toString() {
        return String.join(".", path);
    }
}
