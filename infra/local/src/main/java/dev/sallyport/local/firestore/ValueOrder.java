package dev.sallyport.local.firestore;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Value;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.type.LatLng;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Firestore's order over values of all types; two values that compare as 0 are equal to a filter. Source:
 * cloud.google.com/firestore/docs/concepts/data-types.
 */
enum ValueOrder implements Comparator<Value> {
    INSTANCE;

    /** The groups of comparable values, in their order. */
    enum Type {
        NULL,
        BOOLEAN,
        NUMBER,
        TIMESTAMP,
        STRING,
        BYTES,
        REFERENCE,
        GEO_POINT,
        ARRAY,
        VECTOR,
        MAP
    }

    static boolean equal(Value left, Value right) {
        return INSTANCE.compare(left, right) == 0;
    }

    static Type typeOf(Value value) {
        return switch (value.getValueTypeCase()) {
            case NULL_VALUE -> Type.NULL;
            case BOOLEAN_VALUE -> Type.BOOLEAN;
            case INTEGER_VALUE, DOUBLE_VALUE -> Type.NUMBER;
            case TIMESTAMP_VALUE -> Type.TIMESTAMP;
            case STRING_VALUE -> Type.STRING;
            case BYTES_VALUE -> Type.BYTES;
            case REFERENCE_VALUE -> Type.REFERENCE;
            case GEO_POINT_VALUE -> Type.GEO_POINT;
            case ARRAY_VALUE -> Type.ARRAY;
            case MAP_VALUE -> Vectors.isVector(value) ? Type.VECTOR : Type.MAP;
            default ->
                throw FirestoreException.invalid(
                        "value: " + value.getValueTypeCase() + " (expected: a value that a document can hold)");
        };
    }

    @Override
    public int compare(Value left, Value right) {
        Type type = typeOf(left);
        int byType = type.compareTo(typeOf(right));
        if (byType != 0) {
            return byType;
        }
        return switch (type) {
            case NULL -> 0;
            case BOOLEAN -> Boolean.compare(left.getBooleanValue(), right.getBooleanValue());
            case NUMBER -> compareNumbers(left, right);
            case TIMESTAMP -> compareTimestamps(left.getTimestampValue(), right.getTimestampValue());
            case STRING -> compareUtf8(left.getStringValue(), right.getStringValue());
            case BYTES -> compareBytes(left.getBytesValue(), right.getBytesValue());
            case REFERENCE ->
                DocumentName.parent(left.getReferenceValue()).compareTo(DocumentName.parent(right.getReferenceValue()));
            case GEO_POINT -> compareGeoPoints(left.getGeoPointValue(), right.getGeoPointValue());
            case ARRAY -> compareArrays(left.getArrayValue(), right.getArrayValue());
            case VECTOR -> compareVectors(left, right);
            case MAP -> compareMaps(left.getMapValue(), right.getMapValue());
        };
    }

    /** By code point, which is the order of the UTF-8 bytes. */
    static int compareUtf8(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean sameKind = Character.isSurrogate(l) == Character.isSurrogate(r);
                return sameKind ? Character.compare(l, r) : Character.isSurrogate(l) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static int compareNumbers(Value left, Value right) {
        if (left.hasIntegerValue() && right.hasIntegerValue()) {
            return Long.compare(left.getIntegerValue(), right.getIntegerValue());
        }
        if (left.hasDoubleValue() && right.hasDoubleValue()) {
            return compareDoubles(left.getDoubleValue(), right.getDoubleValue());
        }
        return left.hasIntegerValue()
                ? compareMixed(left.getIntegerValue(), right.getDoubleValue())
                : -compareMixed(right.getIntegerValue(), left.getDoubleValue());
    }

    /** NaN comes before all other numbers; the two zeros are equal. */
    private static int compareDoubles(double left, double right) {
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Boolean.compare(!Double.isNaN(left), !Double.isNaN(right));
        }
        return left == right ? 0 : Double.compare(left, right);
    }

    private static int compareMixed(long left, double right) {
        if (Double.isNaN(right)) {
            return 1;
        }
        if (Double.isInfinite(right)) {
            return right > 0 ? -1 : 1;
        }
        return BigDecimal.valueOf(left).compareTo(new BigDecimal(right));
    }

    private static int compareTimestamps(Timestamp left, Timestamp right) {
        int bySeconds = Long.compare(left.getSeconds(), right.getSeconds());
        return bySeconds != 0 ? bySeconds : Integer.compare(left.getNanos(), right.getNanos());
    }

    private static int compareBytes(ByteString left, ByteString right) {
        return ByteString.unsignedLexicographicalComparator().compare(left, right);
    }

    private static int compareGeoPoints(LatLng left, LatLng right) {
        int byLatitude = compareDoubles(left.getLatitude(), right.getLatitude());
        return byLatitude != 0 ? byLatitude : compareDoubles(left.getLongitude(), right.getLongitude());
    }

    private static int compareArrays(ArrayValue left, ArrayValue right) {
        int common = Math.min(left.getValuesCount(), right.getValuesCount());
        for (int i = 0; i < common; i++) {
            int order = INSTANCE.compare(left.getValues(i), right.getValues(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.getValuesCount(), right.getValuesCount());
    }

    private static int compareVectors(Value left, Value right) {
        List<Value> l = Vectors.elements(left);
        List<Value> r = Vectors.elements(right);
        int byDimension = Integer.compare(l.size(), r.size());
        return byDimension != 0
                ? byDimension
                : compareArrays(
                        ArrayValue.newBuilder().addAllValues(l).build(),
                        ArrayValue.newBuilder().addAllValues(r).build());
    }

    private static int compareMaps(MapValue left, MapValue right) {
        Iterator<Map.Entry<String, Value>> l = sorted(left);
        Iterator<Map.Entry<String, Value>> r = sorted(right);
        while (l.hasNext() && r.hasNext()) {
            Map.Entry<String, Value> leftEntry = l.next();
            Map.Entry<String, Value> rightEntry = r.next();
            int byKey = compareUtf8(leftEntry.getKey(), rightEntry.getKey());
            int order = byKey != 0 ? byKey : INSTANCE.compare(leftEntry.getValue(), rightEntry.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(l.hasNext(), r.hasNext());
    }

    private static Iterator<Map.Entry<String, Value>> sorted(MapValue map) {
        Map<String, Value> fields = new TreeMap<>(ValueOrder::compareUtf8);
        fields.putAll(map.getFieldsMap());
        return fields.entrySet().iterator();
    }
}
