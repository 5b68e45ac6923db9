package dev.sallyport.local.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Many requests in one: each part of a multipart/mixed body is an HTTP request, and each part of the answer the response
 * to one of them, with a status of its own. They are carried out in the order of the parts, which <a
 * href="https://cloud.google.com/compute/docs/api/how-tos/batch">Google does not promise</a>.
 */
final class BatchService implements HttpService {
    /** As Google's documentation of batch requests to the Compute Engine API says. */
    private static final int MOST_REQUESTS = 1000;

    private final Function<AggregatedHttpRequest, AggregatedHttpResponse> answers;
    private final ErrorFormat errorFormat;

    BatchService(Function<AggregatedHttpRequest, AggregatedHttpResponse> answers, ErrorFormat errorFormat) {
        this.answers = answers;
        this.errorFormat = errorFormat;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(batch -> answer(batch).toHttpResponse(), context.blockingTaskExecutor()));
    }

    private AggregatedHttpResponse answer(AggregatedHttpRequest batch) {
        try {
            return together(requests(batch).stream().map(this::answer).toList());
        } catch (ApiException e) {
            return errorFormat.response(e);
        }
    }

    private static List<BatchedRequest> requests(AggregatedHttpRequest batch) {
        String boundary = boundary(batch.contentType());
        List<BatchedRequest> requests = new ArrayList<>();
        for (byte[] part : new MultipartBody(batch.content().array(), boundary).parts()) {
            requests.add(BatchedRequest.parse(part, requests.size() + 1, batch.headers()));
        }
        if (requests.isEmpty() || requests.size() > MOST_REQUESTS) {
            throw ApiException.badRequest("Failed to parse batch request: it has " + requests.size()
                    + " parts between its boundaries, but must have 1 to " + MOST_REQUESTS + ".");
        }
        return requests;
    }

    private static String boundary(MediaType type) {
        if (type == null || !type.is(MediaType.create("multipart", "mixed"))) {
            throw ApiException.badRequest(
                    "Failed to parse batch request: its content type is " + type + ", but must be multipart/mixed.");
        }
        return type.parameters().getOrDefault("boundary", List.of()).stream()
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest(
                        "Failed to parse batch request: its content type " + type + " names no boundary."));
    }

    private String answer(BatchedRequest request) {
        AggregatedHttpResponse response = answers.apply(request.request());
        return request.answerHeaders() + "HTTP/1.1 " + response.status().codeAsText() + " "
                + response.status().reasonPhrase() + "\r\nContent-Type: " + response.contentType() + "\r\n\r\n"
                + response.contentUtf8();
    }

    private static AggregatedHttpResponse together(List<String> parts) {
        String boundary = boundaryNotIn(parts);
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
        }
        body.append("--").append(boundary).append("--\r\n");
        return AggregatedHttpResponse.of(
                HttpStatus.OK,
                MediaType.create("multipart", "mixed").withParameter("boundary", boundary),
                HttpData.ofUtf8(body));
    }

    private static String boundaryNotIn(List<String> parts) {
        String boundary = "batch";
        for (int i = 1; contains(parts, boundary); i++) {
            boundary = "batch_" + i;
        }
        return boundary;
    }

    private static boolean contains(List<String> parts, String boundary) {
        return parts.stream().anyMatch(part -> part.contains("--" + boundary));
    }
}
