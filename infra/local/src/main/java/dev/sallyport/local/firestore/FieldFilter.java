package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A field compared with a value. A document without the field never matches. */
record FieldFilter(FieldPath field, Operator operator, Value operand) implements Filter {
    private static final Set<Operator> ON_LISTS = Set.of(Operator.IN, Operator.NOT_IN, Operator.ARRAY_CONTAINS_ANY);
    private static final Set<Operator> ON_ARRAYS = Set.of(Operator.ARRAY_CONTAINS, Operator.ARRAY_CONTAINS_ANY);
    private static final Set<Operator> INEQUALITIES = Set.of(
            Operator.LESS_THAN,
            Operator.LESS_THAN_OR_EQUAL,
            Operator.GREATER_THAN,
            Operator.GREATER_THAN_OR_EQUAL,
            Operator.NOT_EQUAL,
            Operator.NOT_IN);

    static FieldFilter of(StructuredQuery.FieldFilter filter, DatabaseName database) {
        FieldFilter parsed =
                new FieldFilter(FieldPath.parse(filter.getField().getFieldPath()), filter.getOp(), filter.getValue());
        parsed.checkOperator();
        if (parsed.field.isName()) {
            parsed.checkNames(database);
        } else {
            parsed.operands().forEach(ValueOrder::typeOf);
        }
        return parsed;
    }

    @Override
    public boolean matches(StoredDocument document) {
        Optional<Value> value = document.get(field);
        return value.isPresent() && matches(value.get());
    }

    @Override
    public Stream<FieldPath> inequalities() {
        return INEQUALITIES.contains(operator) ? Stream.of(field) : Stream.empty();
    }

    @Override
    public int alternatives() {
        return operator == Operator.IN || operator == Operator.ARRAY_CONTAINS_ANY
                ? operand.getArrayValue().getValuesCount()
                : 1;
    }

    @Override
    public Stream<Filter> leaves() {
        return Stream.of(this);
    }

    private boolean matches(Value value) {
        return switch (operator) {
            case EQUAL -> equal(value, operand);
            case NOT_EQUAL -> !value.hasNullValue() && !operand.hasNullValue() && !equal(value, operand);
            case LESS_THAN -> isComparable(value) && compare(value) < 0;
            case LESS_THAN_OR_EQUAL -> isComparable(value) && compare(value) <= 0;
            case GREATER_THAN -> isComparable(value) && compare(value) > 0;
            case GREATER_THAN_OR_EQUAL -> isComparable(value) && compare(value) >= 0;
            case IN -> operands().stream().anyMatch(sought -> equal(value, sought));
            case NOT_IN ->
                !value.hasNullValue()
                        && operands().stream().noneMatch(excluded -> excluded.hasNullValue() || equal(value, excluded));
            case ARRAY_CONTAINS -> contains(value, operand);
            case ARRAY_CONTAINS_ANY -> operands().stream().anyMatch(sought -> contains(value, sought));
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private int compare(Value value) {
        return ValueOrder.INSTANCE.compare(value, operand);
    }

    /** An inequality finds only values of its operand's type. */
    private boolean isComparable(Value value) {
        return ValueOrder.typeOf(value) == ValueOrder.typeOf(operand) && !isNaN(value) && equalsSomething(operand);
    }

    private static boolean contains(Value array, Value sought) {
        return array.getArrayValue().getValuesList().stream().anyMatch(element -> equal(element, sought));
    }

    private static boolean equal(Value value, Value sought) {
        return equalsSomething(sought) && ValueOrder.equal(value, sought);
    }

    /** Null and NaN equal nothing, not even themselves; unary filters are there to find them. */
    private static boolean equalsSomething(Value sought) {
        return !sought.hasNullValue() && !isNaN(sought);
    }

    private static boolean isNaN(Value value) {
        return value.hasDoubleValue() && Double.isNaN(value.getDoubleValue());
    }

    private List<Value> operands() {
        return ON_LISTS.contains(operator) ? operand.getArrayValue().getValuesList() : List.of(operand);
    }

    private void checkOperator() {
        if (operator == Operator.OPERATOR_UNSPECIFIED || operator == Operator.UNRECOGNIZED) {
            throw FirestoreException.invalid("field_filter.op: " + operator + " (expected: one of the operators)");
        }
        if (ON_LISTS.contains(operator) && operands().isEmpty()) {
            throw FirestoreException.invalid(operator + " on " + field + ": value is not an array of values or is empty"
                    + " (expected: an array with at least one)");
        }
    }

    private void checkNames(DatabaseName database) {
        if (ON_ARRAYS.contains(operator)) {
            throw FirestoreException.invalid(operator + " on __name__ (expected: a field that can hold an array)");
        }
        for (Value name : operands()) {
            if (!name.hasReferenceValue()) {
                throw FirestoreException.invalid("__name__ is compared with " + name.getValueTypeCase()
                        + " (expected: a reference to a document)");
            }
            DocumentName.parse(name.getReferenceValue()).in(database);
        }
    }
}
