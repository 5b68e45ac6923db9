package dev.sallyport.local.firestore;

import com.google.firestore.v1.AggregationResult;
import com.google.firestore.v1.StructuredAggregationQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A query of which only aggregates are asked, each under its alias. */
record AggregationQuery(Query query, Map<String, Aggregation> aggregations) {
    private static final int MAX_AGGREGATIONS = 5;

    static AggregationQuery of(DocumentName parent, StructuredAggregationQuery query) {
        int count = query.getAggregationsCount();
        if (count == 0 || count > MAX_AGGREGATIONS) {
            throw FirestoreException.invalid("aggregations: " + count + " (expected: 1 to " + MAX_AGGREGATIONS + ")");
        }
        return new AggregationQuery(Query.of(parent, query.getStructuredQuery()), byAlias(query.getAggregationsList()));
    }

    /** Over the documents that have every aggregated field, also for a count: so Google's service does. */
    AggregationResult over(List<StoredDocument> documents) {
        List<FieldPath> fields =
                aggregations.values().stream().flatMap(Aggregation::fields).toList();
        List<StoredDocument> complete = documents.stream()
                .filter(document ->
                        fields.stream().allMatch(field -> document.get(field).isPresent()))
                .toList();
        AggregationResult.Builder result = AggregationResult.newBuilder();
        aggregations.forEach((alias, aggregation) -> result.putAggregateFields(alias, aggregation.over(complete)));
        return result.build();
    }

    private static Map<String, Aggregation> byAlias(List<StructuredAggregationQuery.Aggregation> aggregations) {
        Map<String, Aggregation> byAlias = new LinkedHashMap<>();
        int unnamed = 0;
        for (StructuredAggregationQuery.Aggregation aggregation : aggregations) {
            String alias = aggregation.getAlias().isEmpty() ? "field_" + ++unnamed : aggregation.getAlias();
            if (byAlias.put(alias, Aggregation.of(aggregation)) != null) {
                throw FirestoreException.invalid("alias: \"" + alias + "\" twice (expected: each once)");
            }
        }
        return byAlias;
    }
}
