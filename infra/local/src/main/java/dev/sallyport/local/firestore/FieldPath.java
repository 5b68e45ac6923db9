package dev.sallyport.local.firestore;

import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A way into a document's fields: names separated by dots, in backticks where a name is not simple.
 *
 * @param segments the names, unquoted; at least one
 */
record FieldPath(List<String> segments) implements Comparable<FieldPath> {
    static final FieldPath NAME = new FieldPath(List.of("__name__"));

    private static final Pattern SIMPLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern RESERVED = Pattern.compile("__.*__", Pattern.DOTALL);
    private static final int MAX_BYTES = 1_500;

    FieldPath {
        segments = List.copyOf(segments);
    }

    static FieldPath parse(String path) {
        FieldPath parsed = new FieldPath(new FieldPathReader(path).segments());
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw FirestoreException.invalid("field path: longer than " + MAX_BYTES + " bytes");
        }
        return parsed;
    }

    /** Reads a path that a write goes to; reserved names are refused. */
    static FieldPath parseWritable(String path) {
        FieldPath parsed = parse(path);
        parsed.segments.forEach(FieldPath::checkName);
        return parsed;
    }

    static void checkName(String name) {
        if (name.isEmpty()) {
            throw FirestoreException.invalid("field name: empty (expected: at least one character)");
        }
        if (RESERVED.matcher(name).matches()) {
            throw FirestoreException.invalid(
                    "field name: \"" + name + "\" (expected: not of the reserved form __.*__)");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw FirestoreException.invalid("field name: longer than " + MAX_BYTES + " bytes");
        }
    }

    static boolean isSimple(String name) {
        return SIMPLE.matcher(name).matches();
    }

    boolean isName() {
        return equals(NAME);
    }

    Optional<Value> get(Map<String, Value> fields) {
        Value value = fields.get(segments.get(0));
        if (value == null || segments.size() == 1) {
            return Optional.ofNullable(value);
        }
        return value.hasMapValue() ? rest().get(value.getMapValue().getFieldsMap()) : Optional.empty();
    }

    /** The fields with this one set; whatever is on the way and not a map becomes one. */
    Map<String, Value> set(Map<String, Value> fields, Value value) {
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        String first = segments.get(0);
        changed.put(first, segments.size() == 1 ? value : map(rest().set(mapFields(fields.get(first)), value)));
        return changed;
    }

    /** The fields without this one; maps on the way stay, even if they are empty then. */
    Map<String, Value> remove(Map<String, Value> fields) {
        if (get(fields).isEmpty()) {
            return fields;
        }
        Map<String, Value> changed = new LinkedHashMap<>(fields);
        String first = segments.get(0);
        if (segments.size() == 1) {
            changed.remove(first);
        } else {
            changed.put(first, map(rest().remove(mapFields(fields.get(first)))));
        }
        return changed;
    }

    @Override
    public int compareTo(FieldPath other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            int order = ValueOrder.compareUtf8(segments.get(i), other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    @Override
    public String toString() {
        List<String> quoted = new ArrayList<>();
        for (String segment : segments) {
            quoted.add(
                    isSimple(segment)
                            ? segment
                            : "`" + segment.replace("\\", "\\\\").replace("`", "\\`") + "`");
        }
        return String.join(".", quoted);
    }

    private FieldPath rest() {
        return new FieldPath(segments.subList(1, segments.size()));
    }

    private static Map<String, Value> mapFields(Value value) {
        return value == null ? Map.of() : value.getMapValue().getFieldsMap();
    }

    private static Value map(Map<String, Value> fields) {
        return Value.newBuilder()
                .setMapValue(MapValue.newBuilder().putAllFields(fields))
                .build();
    }
}
