package dev.sallyport.local.firestore;

import com.google.firestore.v1.StructuredQuery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A structured query, checked and ready to run over a snapshot. */
record Query(
        QuerySource source,
        Filter filter,
        ResultOrder order,
        ResultRange range,
        int offset,
        OptionalInt limit,
        Optional<FieldMask> projection) {

    /** @param skipped how many documents the offset passed over */
    record Results(List<StoredDocument> documents, int skipped) {}

    static Query of(DocumentName parent, StructuredQuery query) {
        if (query.hasFindNearest()) {
            throw FirestoreException.notImplemented("find_nearest (vector search)");
        }
        Filter filter = Filter.of(query.getWhere(), parent.database());
        FilterRules.check(filter);
        ResultOrder order = ResultOrder.of(query.getOrderByList(), filter);
        checkScan(order, filter);
        return new Query(
                QuerySource.of(parent, query.getFromList()),
                filter,
                order,
                ResultRange.of(query, order, parent.database()),
                notNegative("offset", query.getOffset()),
                limit(query),
                projection(query));
    }

    Results run(Snapshot snapshot) {
        List<StoredDocument> matching =
                source.in(snapshot).filter(this::selects).sorted(order).toList();
        int skipped = Math.min(offset, matching.size());
        Stream<StoredDocument> rest = matching.stream().skip(skipped);
        return new Results(limit.isPresent() ? rest.limit(limit.getAsInt()).toList() : rest.toList(), skipped);
    }

    /** Whether the change can make a difference to the results. */
    boolean isAffectedBy(Change change) {
        return source.contains(change.name())
                && (change.before().filter(this::selects).isPresent()
                        || change.after().filter(this::selects).isPresent());
    }

    private boolean selects(StoredDocument document) {
        return filter.matches(document) && order.covers(document) && range.contains(document);
    }

    /** Google has no index that holds documents by name alone backwards. */
    private static void checkScan(ResultOrder order, Filter filter) {
        boolean isByNameAlone = order.isByNameDescending()
                && filter.leaves()
                        .allMatch(leaf -> leaf instanceof FieldFilter field
                                && field.field().isName());
        if (isByNameAlone) {
            throw FirestoreException.preconditionFailed(
                    "order_by: __name__ descending alone (expected: ascending, or a filter on a field)");
        }
    }

    private static OptionalInt limit(StructuredQuery query) {
        return query.hasLimit()
                ? OptionalInt.of(notNegative("limit", query.getLimit().getValue()))
                : OptionalInt.empty();
    }

    private static Optional<FieldMask> projection(StructuredQuery query) {
        if (!query.hasSelect() || query.getSelect().getFieldsCount() == 0) {
            return Optional.empty();
        }
        return Optional.of(new FieldMask(query.getSelect().getFieldsList().stream()
                .map(field -> FieldPath.parse(field.getFieldPath()))
                .toList()));
    }

    private static int notNegative(String member, int value) {
        if (value < 0) {
            throw FirestoreException.invalid(member + ": " + value + " (expected: 0 or more)");
        }
        return value;
    }
}
