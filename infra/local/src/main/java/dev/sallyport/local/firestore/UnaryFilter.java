package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.UnaryFilter.Operator;
import com.google.firestore.v1.Value;
import java.util.stream.Stream;

/** A field that is null or not a number, or is anything else. A document without the field never matches. */
record UnaryFilter(FieldPath field, Operator operator) implements Filter {
    static UnaryFilter of(StructuredQuery.UnaryFilter filter) {
        Operator operator = filter.getOp();
        if (operator == Operator.OPERATOR_UNSPECIFIED || operator == Operator.UNRECOGNIZED) {
            throw FirestoreException.invalid("unary_filter.op: " + operator + " (expected: one of the operators)");
        }
        return new UnaryFilter(FieldPath.parse(filter.getField().getFieldPath()), operator);
    }

    boolean isNegated() {
        return operator == Operator.IS_NOT_NAN || operator == Operator.IS_NOT_NULL;
    }

    @Override
    public boolean matches(StoredDocument document) {
        return document.get(field).filter(this::matches).isPresent();
    }

    @Override
    public Stream<FieldPath> inequalities() {
        return isNegated() ? Stream.of(field) : Stream.empty();
    }

    @Override
    public int alternatives() {
        return 1;
    }

    @Override
    public Stream<Filter> leaves() {
        return Stream.of(this);
    }

    private boolean matches(Value value) {
        boolean isNaN = value.hasDoubleValue() && Double.isNaN(value.getDoubleValue());
        return switch (operator) {
            case IS_NULL -> value.hasNullValue();
            case IS_NOT_NULL -> !value.hasNullValue();
            case IS_NAN -> isNaN;
            case IS_NOT_NAN -> !isNaN && !value.hasNullValue();
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }
}
