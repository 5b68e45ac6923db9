package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import java.util.List;

/** What a query's filters may not be together. Source: the comments of google/firestore/v1/query.proto. */
final class FilterRules {
    private static final int MAX_ALTERNATIVES = 30;
    private static final int MAX_EXCLUDED = 10;

    private FilterRules() {}

    static void check(Filter filter) {
        List<Filter> leaves = filter.leaves().toList();
        if (filter.alternatives() > MAX_ALTERNATIVES) {
            throw FirestoreException.invalid("where: " + filter.alternatives()
                    + " alternatives once written as a disjunction (expected: at most " + MAX_ALTERNATIVES + ")");
        }
        if (leaves.stream().filter(FilterRules::isNegation).count() > 1) {
            throw FirestoreException.invalid(
                    "where: several of NOT_EQUAL, NOT_IN, IS_NOT_NULL and IS_NOT_NAN (expected: at most one)");
        }
        leaves.forEach(leaf -> checkNotIn(leaf, filter, leaves));
    }

    private static void checkNotIn(Filter leaf, Filter whole, List<Filter> leaves) {
        if (!(leaf instanceof FieldFilter filter) || filter.operator() != Operator.NOT_IN) {
            return;
        }
        int excluded = filter.operand().getArrayValue().getValuesCount();
        if (excluded > MAX_EXCLUDED) {
            throw FirestoreException.invalid("NOT_IN on " + filter.field() + ": " + excluded
                    + " values (expected: at most " + MAX_EXCLUDED + ")");
        }
        boolean besideList = leaves.stream()
                .anyMatch(other -> other instanceof FieldFilter field
                        && (field.operator() == Operator.IN || field.operator() == Operator.ARRAY_CONTAINS_ANY));
        if (besideList || whole.alternatives() > 1) {
            throw FirestoreException.invalid(
                    "NOT_IN on " + filter.field() + " beside OR, IN or ARRAY_CONTAINS_ANY (expected: none of them)");
        }
    }

    private static boolean isNegation(Filter leaf) {
        return leaf instanceof FieldFilter field
                ? field.operator() == Operator.NOT_EQUAL || field.operator() == Operator.NOT_IN
                : leaf instanceof UnaryFilter unary && unary.isNegated();
    }
}
