package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CompositeFilter;
import java.util.List;
import java.util.stream.Stream;

/** The condition of a query. */
sealed interface Filter permits Filter.And, Filter.Or, FieldFilter, UnaryFilter {
    boolean matches(StoredDocument document);

    /** The fields that are compared for anything but equality, which the results are then ordered by. */
    Stream<FieldPath> inequalities();

    /** How many alternatives the condition has when written as a disjunction of conjunctions. */
    int alternatives();

    /** The comparisons it is made of. */
    Stream<Filter> leaves();

    record And(List<Filter> filters) implements Filter {
        @Override
        public boolean matches(StoredDocument document) {
            return filters.stream().allMatch(filter -> filter.matches(document));
        }

        @Override
        public Stream<FieldPath> inequalities() {
            return filters.stream().flatMap(Filter::inequalities);
        }

        @Override
        public int alternatives() {
            return filters.stream().mapToInt(Filter::alternatives).reduce(1, (product, count) ->
                    (int) Math.min((long) product * count, Integer.MAX_VALUE));
        }

        @Override
        public Stream<Filter> leaves() {
            return filters.stream().flatMap(Filter::leaves);
        }
    }

    record Or(List<Filter> filters) implements Filter {
        @Override
        public boolean matches(StoredDocument document) {
            return filters.stream().anyMatch(filter -> filter.matches(document));
        }

        @Override
        public Stream<FieldPath> inequalities() {
            return filters.stream().flatMap(Filter::inequalities);
        }

        @Override
        public int alternatives() {
            return filters.stream().mapToInt(Filter::alternatives).sum();
        }

        @Override
        public Stream<Filter> leaves() {
            return filters.stream().flatMap(Filter::leaves);
        }
    }

    /** Reads a filter, which is checked as a whole by {@link FilterRules}. */
    static Filter of(StructuredQuery.Filter filter, DatabaseName database) {
        return switch (filter.getFilterTypeCase()) {
            case COMPOSITE_FILTER -> composite(filter.getCompositeFilter(), database);
            case FIELD_FILTER -> FieldFilter.of(filter.getFieldFilter(), database);
            case UNARY_FILTER -> UnaryFilter.of(filter.getUnaryFilter());
            case FILTERTYPE_NOT_SET -> new And(List.of());
        };
    }

    private static Filter composite(CompositeFilter composite, DatabaseName database) {
        List<Filter> parts = composite.getFiltersList().stream()
                .map(part -> of(part, database))
                .toList();
        if (parts.isEmpty()) {
            throw FirestoreException.invalid("composite_filter: without filters (expected: at least one)");
        }
        return switch (composite.getOp()) {
            case AND -> new And(parts);
            case OR -> new Or(parts);
            case OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
                throw FirestoreException.invalid(
                        "composite_filter.op: " + composite.getOp() + " (expected: AND or OR)");
        };
    }
}
