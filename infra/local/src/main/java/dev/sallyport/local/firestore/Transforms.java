package dev.sallyport.local.firestore;

import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.DocumentTransform.FieldTransform.ServerValue;
import com.google.firestore.v1.Value;
import com.google.protobuf.NullValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server computes of a field's present value. Source: google/firestore/v1/write.proto. */
final class Transforms {
    private static final Value NULL =
            Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();

    private Transforms() {}

    /** The fields after all transforms, and each transform's result. */
    record Outcome(Map<String, Value> fields, List<Value> results) {}

    static Outcome apply(Map<String, Value> fields, List<FieldTransform> transforms, Instant now) {
        List<Value> results = new ArrayList<>();
        Map<String, Value> changed = fields;
        for (FieldTransform transform : transforms) {
            FieldPath path = FieldPath.parseWritable(transform.getFieldPath());
            Value value = transformed(transform, path.get(changed), now);
            changed = path.set(changed, value);
            results.add(isOnArray(transform) ? NULL : value);
        }
        return new Outcome(changed, results);
    }

    private static boolean isOnArray(FieldTransform transform) {
        return transform.hasAppendMissingElements() || transform.hasRemoveAllFromArray();
    }

    private static Value transformed(FieldTransform transform, Optional<Value> present, Instant now) {
        return switch (transform.getTransformTypeCase()) {
            case SET_TO_SERVER_VALUE -> serverValue(transform.getSetToServerValue(), now);
            case INCREMENT -> increment(present, number(transform.getIncrement()));
            case MAXIMUM -> extreme(present, number(transform.getMaximum()), 1);
            case MINIMUM -> extreme(present, number(transform.getMinimum()), -1);
            case APPEND_MISSING_ELEMENTS -> union(present, transform.getAppendMissingElements());
            case REMOVE_ALL_FROM_ARRAY -> without(present, transform.getRemoveAllFromArray());
            case TRANSFORMTYPE_NOT_SET ->
                throw FirestoreException.invalid(
                        "transform: of " + transform.getFieldPath() + " has no type (expected: one set)");
        };
    }

    private static Value serverValue(ServerValue value, Instant now) {
        if (value != ServerValue.REQUEST_TIME) {
            throw FirestoreException.invalid("set_to_server_value: " + value + " (expected: REQUEST_TIME)");
        }
        return Value.newBuilder()
                .setTimestampValue(ProtoTime.of(now.truncatedTo(ChronoUnit.MILLIS)))
                .build();
    }

    private static Value number(Value operand) {
        if (!operand.hasIntegerValue() && !operand.hasDoubleValue()) {
            throw FirestoreException.invalid(
                    "transform: operand of type " + operand.getValueTypeCase() + " (expected: an integer or a double)");
        }
        return operand;
    }

    private static Value increment(Optional<Value> present, Value by) {
        Value base = present.filter(Transforms::isNumber).orElse(null);
        if (base == null) {
            return by;
        }
        if (base.hasIntegerValue() && by.hasIntegerValue()) {
            return Value.newBuilder()
                    .setIntegerValue(saturatedSum(base.getIntegerValue(), by.getIntegerValue()))
                    .build();
        }
        return Value.newBuilder().setDoubleValue(asDouble(base) + asDouble(by)).build();
    }

    private static long saturatedSum(long left, long right) {
        long sum = left + right;
        boolean overflow = ((left ^ sum) & (right ^ sum)) < 0;
        return overflow ? (left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    private static Value extreme(Optional<Value> present, Value operand, int sign) {
        Value base = present.filter(Transforms::isNumber).orElse(null);
        if (base == null || isNaN(operand)) {
            return operand;
        }
        if (isNaN(base)) {
            return base;
        }
        return sign * ValueOrder.compareNumbers(operand, base) > 0 ? operand : base;
    }

    private static Value union(Optional<Value> present, ArrayValue elements) {
        List<Value> united = new ArrayList<>(elementsOf(present));
        for (Value element : elements.getValuesList()) {
            if (!contains(united, element)) {
                united.add(element);
            }
        }
        return array(united);
    }

    private static Value without(Optional<Value> present, ArrayValue elements) {
        return array(elementsOf(present).stream()
                .filter(element -> !contains(elements.getValuesList(), element))
                .toList());
    }

    private static List<Value> elementsOf(Optional<Value> present) {
        return present.map(value -> value.getArrayValue().getValuesList()).orElse(List.of());
    }

    private static boolean contains(List<Value> values, Value sought) {
        return values.stream().anyMatch(value -> ValueOrder.equal(value, sought));
    }

    private static Value array(List<Value> elements) {
        return Value.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(elements))
                .build();
    }

    private static boolean isNumber(Value value) {
        return value.hasIntegerValue() || value.hasDoubleValue();
    }

    private static boolean isNaN(Value value) {
        return value.hasDoubleValue() && Double.isNaN(value.getDoubleValue());
    }

    private static double asDouble(Value number) {
        return number.hasIntegerValue() ? number.getIntegerValue() : number.getDoubleValue();
    }
}
