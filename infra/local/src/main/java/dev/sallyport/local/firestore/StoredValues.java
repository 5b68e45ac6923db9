package dev.sallyport.local.firestore;

import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks fields on their way into a document and gives them the form they are stored in. Sources:
 * cloud.google.com/firestore/quotas and the comments of google/firestore/v1/document.proto.
 */
final class StoredValues {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_VALUE_BYTES = 1_048_576 - 89;

    private StoredValues() {}

    static Map<String, Value> fields(Map<String, Value> fields) {
        return fields(fields, 0);
    }

    static Value value(Value value) {
        return stored(value, 0);
    }

    private static Map<String, Value> fields(Map<String, Value> fields, int depth) {
        Map<String, Value> stored = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            FieldPath.checkName(name);
            stored.put(name, stored(value, depth));
        });
        return stored;
    }

    private static Value stored(Value value, int depth) {
        return switch (value.getValueTypeCase()) {
            case NULL_VALUE, BOOLEAN_VALUE, INTEGER_VALUE, DOUBLE_VALUE -> value;
            case TIMESTAMP_VALUE -> timestamp(value.getTimestampValue());
            case STRING_VALUE -> sized(value, value.getStringValue().getBytes(StandardCharsets.UTF_8).length);
            case BYTES_VALUE -> sized(value, value.getBytesValue().size());
            case REFERENCE_VALUE -> reference(value);
            case GEO_POINT_VALUE -> geoPoint(value);
            case ARRAY_VALUE -> array(value, nested(depth));
            case MAP_VALUE -> Vectors.isVector(value) ? value : map(value.getMapValue(), nested(depth));
            case VALUETYPE_NOT_SET -> throw FirestoreException.invalid("value: without a type (expected: one set)");
            default ->
                throw FirestoreException.invalid(
                        "value: " + value.getValueTypeCase() + " (expected: a value that a document can hold)");
        };
    }

    private static int nested(int depth) {
        if (depth == MAX_DEPTH) {
            throw FirestoreException.invalid(
                    "value: maps and arrays more than " + MAX_DEPTH + " levels deep (expected: at most that)");
        }
        return depth + 1;
    }

    private static Value timestamp(Timestamp timestamp) {
        return Value.newBuilder()
                .setTimestampValue(ProtoTime.of(ProtoTime.toMicros(ProtoTime.instant(timestamp))))
                .build();
    }

    private static Value sized(Value value, int bytes) {
        if (bytes > MAX_VALUE_BYTES) {
            throw FirestoreException.invalid(
                    "value: " + bytes + " bytes (expected: at most " + MAX_VALUE_BYTES + " in one field)");
        }
        return value;
    }

    private static Value reference(Value value) {
        DocumentName.parse(value.getReferenceValue());
        return value;
    }

    private static Value geoPoint(Value value) {
        double latitude = value.getGeoPointValue().getLatitude();
        double longitude = value.getGeoPointValue().getLongitude();
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            throw FirestoreException.invalid("geo point: " + latitude + ", " + longitude
                    + " (expected: latitude within 90 and longitude within 180 degrees)");
        }
        return value;
    }

    private static Value array(Value value, int depth) {
        Value.Builder stored = Value.newBuilder();
        stored.getArrayValueBuilder();
        for (Value element : value.getArrayValue().getValuesList()) {
            if (element.hasArrayValue()) {
                throw FirestoreException.invalid("value: an array directly in an array (expected: in a map)");
            }
            stored.getArrayValueBuilder().addValues(stored(element, depth));
        }
        return stored.build();
    }

    private static Value map(MapValue map, int depth) {
        return Value.newBuilder()
                .setMapValue(MapValue.newBuilder().putAllFields(fields(map.getFieldsMap(), depth)))
                .build();
    }
}
