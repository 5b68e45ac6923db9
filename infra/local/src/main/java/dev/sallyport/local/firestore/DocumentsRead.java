package dev.sallyport.local.firestore;

import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many documents have been read, counted as Google charges for them: each that is asked for by its name, there or not, and
 * each result of a query, one at least. An aggregation is charged as one for each thousand entries of an index, and counts as
 * one here. What listeners are sent is not counted.
 *
 * @see <a href="https://firebase.google.com/docs/firestore/pricing">Understand Cloud Firestore billing</a>
 */
final class DocumentsRead implements HttpService {
    private final LongAdder count = new LongAdder();

    void one() {
        count.increment();
    }

    List<BatchGetDocumentsResponse> named(List<BatchGetDocumentsResponse> responses) {
        count.add(responses.stream()
                .filter(response ->
                        response.hasFound() || !response.getMissing().isEmpty())
                .count());
        return responses;
    }

    ListDocumentsResponse listed(ListDocumentsResponse response) {
        count.add(Math.max(1, response.getDocumentsCount()));
        return response;
    }

    /** Results that an offset skips are read as well. */
    List<RunQueryResponse> found(List<RunQueryResponse> responses) {
        count.add(Math.max(
                1,
                responses.stream()
                        .mapToLong(response -> response.getSkippedResults() + (response.hasDocument() ? 1 : 0))
                        .sum()));
        return responses;
    }

    List<RunAggregationQueryResponse> aggregated(List<RunAggregationQueryResponse> responses) {
        one();
        return responses;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return request.method() == HttpMethod.GET
                ? HttpResponse.of(MediaType.JSON_UTF_8, "{\n  \"documentsRead\" : %d\n}\n", count.sum())
                : HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
}
