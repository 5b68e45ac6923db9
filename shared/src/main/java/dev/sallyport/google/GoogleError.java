package dev.sallyport.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.compute.v1.Operation;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What Google said went wrong, in one form for its two protocols and for operations that ended badly.
 *
 * @param status the HTTP status, or the one that gRPC's code stands for; 0 where an operation gives none
 * @param reason Google's reason in camel case, such as {@code rateLimitExceeded}; empty if there is none
 * @param message Google's own words
 */
record GoogleError(int status, String reason, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 500;

    static GoogleError of(ApiException e) {
        int status = e.getStatusCode().getCode().getHttpStatusCode();
        // The Compute client drops the body's message and reason; only the cause has them.
        return e.getCause() instanceof HttpResponseException http
                ? ofBody(http.getStatusCode(), http)
                : new GoogleError(status, reasonOf(e), messageOf(e));
    }

    static GoogleError of(Operation operation) {
        if (operation.getError().getErrorsCount() == 0) {
            return new GoogleError(operation.getHttpErrorStatusCode(), "", operation.getHttpErrorMessage());
        }
        var first = operation.getError().getErrors(0);
        return new GoogleError(operation.getHttpErrorStatusCode(), camelCase(first.getCode()), first.getMessage());
    }

    private static GoogleError ofBody(int status, HttpResponseException http) {
        try {
            String content = http.getContent() == null ? "" : http.getContent();
            JsonNode error = JSON.readTree(content).path("error");
            String reason = error.path("errors").path(0).path("reason").asText("");
            String message = error.path("message").asText("");
            return new GoogleError(status, reason, message.isEmpty() ? http.getStatusMessage() : message);
        } catch (JsonProcessingException e) {
            return new GoogleError(status, "", String.valueOf(http.getStatusMessage()));
        }
    }

    private static String reasonOf(ApiException e) {
        return e.getReason() != null ? camelCase(e.getReason()) : "";
    }

    private static String messageOf(ApiException e) {
        if (e.getCause() instanceof StatusRuntimeException grpc
                && grpc.getStatus().getDescription() != null) {
            return grpc.getStatus().getDescription();
        }
        String message = withCauses(e);
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
    }

    /** Of an answer that its client cannot read, only the innermost cause says what is wrong with it. */
    private static String withCauses(ApiException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> outer.contains(inner) ? outer : outer + ": " + inner)
                .orElse("no reason given");
    }

    /** Operations and gRPC spell the same reasons in upper case. */
    private static String camelCase(String upper) {
        if (!upper.equals(upper.toUpperCase(Locale.ROOT))) {
            return upper;
        }
        StringBuilder name = new StringBuilder();
        for (String word : upper.toLowerCase(Locale.ROOT).split("_")) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
