package dev.sallyport.local.firestore;

import com.google.firestore.v1.PartitionQueryRequest;
import com.google.firestore.v1.PartitionQueryResponse;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import java.util.ArrayList;
import java.util.List;

/** The calls that run queries. */
final class QueryCalls {
    private final Databases databases;

    QueryCalls(Databases databases) {
        this.databases = databases;
    }

    List<RunQueryResponse> run(RunQueryRequest request) {
        refuseExplain(request.hasExplainOptions());
        DocumentName parent = DocumentName.parent(request.getParent());
        Query query = Query.of(parent, request.getStructuredQuery());
        return databases.get(parent.database()).read(Consistency.of(request), reading -> responses(reading, query));
    }

    List<RunAggregationQueryResponse> aggregate(RunAggregationQueryRequest request) {
        refuseExplain(request.hasExplainOptions());
        DocumentName parent = DocumentName.parent(request.getParent());
        AggregationQuery query = AggregationQuery.of(parent, request.getStructuredAggregationQuery());
        return databases
                .get(parent.database())
                .read(
                        Consistency.of(request),
                        reading -> List.of(RunAggregationQueryResponse.newBuilder()
                                .setResult(query.over(reading.run(query.query()).documents()))
                                .setTransaction(reading.begunTransaction())
                                .setReadTime(reading.readTime())
                                .build()));
    }

    /** Says that there are too few results to be worth a partition, which a caller must be ready for. */
    PartitionQueryResponse partition(PartitionQueryRequest request) {
        DocumentName parent = DocumentName.parent(request.getParent());
        Query query = Query.of(parent, request.getStructuredQuery());
        if (!query.source().allDescendants() || request.getPartitionCount() < 1) {
            throw FirestoreException.invalid("partition_query: of "
                    + request.getPartitionCount()
                    + " partitions (expected: at least 1, over a collection with all descendants)");
        }
        return PartitionQueryResponse.getDefaultInstance();
    }

    private static List<RunQueryResponse> responses(Reading reading, Query query) {
        List<RunQueryResponse> responses = new ArrayList<>();
        if (!reading.begunTransaction().isEmpty()) {
            responses.add(RunQueryResponse.newBuilder()
                    .setTransaction(reading.begunTransaction())
                    .build());
        }
        Query.Results results = reading.run(query);
        if (results.skipped() > 0 || results.documents().isEmpty()) {
            responses.add(RunQueryResponse.newBuilder()
                    .setSkippedResults(results.skipped())
                    .setReadTime(reading.readTime())
                    .build());
        }
        results.documents()
                .forEach(document -> responses.add(RunQueryResponse.newBuilder()
                        .setDocument(document.toProto(query.projection()))
                        .setReadTime(reading.readTime())
                        .build()));
        return responses;
    }

    private static void refuseExplain(boolean asked) {
        if (asked) {
            throw FirestoreException.notImplemented("explain_options");
        }
    }
}
