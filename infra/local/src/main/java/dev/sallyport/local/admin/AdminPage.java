package dev.sallyport.local.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A page that speaks JSON, and refuses as Google's APIs do. */
abstract class AdminPage implements HttpService {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public final HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        whole -> answerOrRefusal(context, whole).toHttpResponse(), context.blockingTaskExecutor()));
    }

    /**
     * @throws ApiException to refuse
     */
    abstract AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request);

    static AggregatedHttpResponse json(JsonNode body) {
        return json(HttpStatus.OK, body);
    }

    static JsonNode body(AggregatedHttpRequest request) {
        try {
            return JSON.readTree(request.content().array());
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest(
                    "The body is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    static ApiException notAllowed(AggregatedHttpRequest request, String expected) {
        return ApiException.of(
                HttpStatus.METHOD_NOT_ALLOWED.code(),
                "methodNotAllowed",
                Code.UNIMPLEMENTED,
                "This page does not take " + request.method() + " (expected: " + expected + ").");
    }

    private AggregatedHttpResponse answerOrRefusal(ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            return answer(context, request);
        } catch (ApiException e) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("error")
                    .put("code", e.httpStatus())
                    .put("message", e.getMessage())
                    .put("status", e.code().name());
            return json(HttpStatus.valueOf(e.httpStatus()), body);
        }
    }

    private static AggregatedHttpResponse json(HttpStatus status, JsonNode body) {
        return AggregatedHttpResponse.of(status, MediaType.JSON_UTF_8, body.toPrettyString() + "\n");
    }
}
