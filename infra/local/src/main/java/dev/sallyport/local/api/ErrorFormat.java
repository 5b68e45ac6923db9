package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

/** The two shapes of error bodies in use at Google. */
public enum ErrorFormat {
    /** The Compute Engine API's: a list of errors with domain and reason, no status. */
    COMPUTE {
        @Override
        ObjectNode body(ApiException error) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode details = body.putObject("error");
            details.put("code", error.httpStatus());
            details.put("message", error.getMessage());
            details.putArray("errors")
                    .addObject()
                    .put("message", error.getMessage())
                    .put("domain", error.reason().equals("rateLimitExceeded") ? "usageLimits" : "global")
                    .put("reason", error.reason());
            return body;
        }
    },

    /** That of APIs born as gRPC services: the canonical code's name as status. */
    GRPC {
        @Override
        ObjectNode body(ApiException error) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.putObject("error")
                    .put("code", error.httpStatus())
                    .put("message", error.getMessage())
                    .put("status", error.code().name());
            return body;
        }
    };

    abstract ObjectNode body(ApiException error);

    /** The whole answer. */
    public AggregatedHttpResponse response(ApiException error) {
        return AggregatedHttpResponse.of(
                HttpStatus.valueOf(error.httpStatus()),
                MediaType.JSON_UTF_8,
                body(error).toPrettyString() + "\n");
    }
}
