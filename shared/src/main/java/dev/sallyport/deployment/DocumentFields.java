package dev.sallyport.deployment;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.protobuf.ByteString;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Poison;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The fields of a Firestore document or of a map in one, which may not be as this version wrote them. */
final class DocumentFields {
    private final String place;
    private final Map<?, ?> fields;

    DocumentFields(String place, Map<?, ?> fields) {
        this.place = place;
        this.fields = fields;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return required(name, String.class);
    }

    Optional<String> optionalText(String name) {
        return optional(name, String.class);
    }

    long number(String name) {
        return required(name, Long.class);
    }

    Optional<Long> optionalNumber(String name) {
        return optional(name, Long.class);
    }

    ByteString bytes(String name) {
        return required(name, Blob.class).toByteString();
    }

    boolean truth(String name) {
        return required(name, Boolean.class);
    }

    Instant time(String name) {
        return toInstant(required(name, Timestamp.class));
    }

    Optional<Instant> optionalTime(String name) {
        return optional(name, Timestamp.class).map(DocumentFields::toInstant);
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw damaged(name, "is " + text(name) + " (expected: one of " + List.of(type.getEnumConstants()) + ")");
        }
    }

    StageName stage(String name) {
        try {
            return new StageName(text(name));
        } catch (IllegalArgumentException e) {
            throw damaged(name, "is " + text(name) + " (expected: the name of a stage)");
        }
    }

    /** The same document with other fields. */
    DocumentFields changed(UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> copy = new HashMap<>();
        fields.forEach((name, value) -> copy.put(name.toString(), value));
        return new DocumentFields(place, change.apply(copy));
    }

    DocumentFields map(String name) {
        return new DocumentFields(place + "." + name, required(name, Map.class));
    }

    Optional<DocumentFields> optionalMap(String name) {
        return optional(name, Map.class).map(map -> new DocumentFields(place + "." + name, map));
    }

    /** A map whose values all have one type; empty where there is none. */
    <T> Map<String, T> values(String name, Class<T> type) {
        DocumentFields map = optionalMap(name).orElseGet(() -> new DocumentFields(place, Map.of()));
        Map<String, T> values = new TreeMap<>();
        map.fields.keySet().forEach(key -> values.put(key.toString(), map.required(key.toString(), type)));
        return values;
    }

    /** A list whose entries are all texts. */
    List<String> texts(String name) {
        List<?> entries = required(name, List.class);
        return entries.stream()
                .map(entry -> {
                    if (entry instanceof String text) {
                        return text;
                    }
                    throw damaged(name, "has an entry that is no text");
                })
                .toList();
    }

    <T> List<T> list(String name, Function<DocumentFields, T> entry) {
        List<?> entries = required(name, List.class);
        return entries.stream()
                .map(element -> {
                    if (element instanceof Map<?, ?> map) {
                        return entry.apply(new DocumentFields(place + "." + name, map));
                    }
                    throw damaged(name, "has an entry that is no map");
                })
                .toList();
    }

    Poison damaged(String name, String problem) {
        return new Poison("the document cannot be understood: " + place + "." + name + " " + problem);
    }

    static Instant toInstant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    static Timestamp toTimestamp(Instant instant) {
        return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
    }

    private <T> T required(String name, Class<T> type) {
        return optional(name, type).orElseThrow(() -> damaged(name, "is missing"));
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        Object value = fields.get(name);
        if (value != null && !type.isInstance(value)) {
            throw damaged(name, "is no " + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(type.cast(value));
    }
}
