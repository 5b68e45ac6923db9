package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.api.ApiException;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the error that a rule wants. Either of HTTP status and gRPC code is enough, and follows from the other as Google
 * maps them (<a href="https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto">google.rpc.Code</a>);
 * reason and message have the usual ones as defaults.
 */
final class FailureReader {
    private static final Set<String> MEMBERS = Set.of("status", "code", "reason", "message");
    private static final String RATE_LIMIT = "rateLimitExceeded";
    private static final int FIRST_STATUS = 400;
    private static final int LAST_STATUS = 599;

    private final JsonNode json;
    private final List<String> problems;

    FailureReader(JsonNode json, List<String> problems) {
        this.json = json;
        this.problems = problems;
    }

    Optional<Fault.Failure> read() {
        int before = problems.size();
        if (!json.isObject() || !json.has("status") && !json.has("code")) {
            wrong("", "says neither status nor code", "such as {\"status\": 503} or {\"code\": \"ABORTED\"}");
            return Optional.empty();
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                wrong("/" + name, "is not known", "code, message, reason, status");
            }
        });
        requireText("reason");
        requireText("message");
        Optional<Integer> status = status();
        Optional<Code> code = code();
        return problems.size() > before ? Optional.empty() : Optional.of(failure(status, code));
    }

    private Fault.Failure failure(Optional<Integer> asked, Optional<Code> askedCode) {
        Code code = askedCode.orElseGet(() -> codeOf(asked.orElseThrow()));
        ApiException usual = ApiException.of(code.toStatus().withDescription(message(code)));
        return new Fault.Failure(
                asked.orElse(usual.httpStatus()),
                json.path("reason").asText(usual.reason()),
                code,
                json.path("message").asText(usual.getMessage()));
    }

    private Optional<Integer> status() {
        JsonNode status = json.path("status");
        if (status.isMissingNode()) {
            return Optional.empty();
        }
        if (!status.isInt() || status.asInt() < FIRST_STATUS || status.asInt() > LAST_STATUS) {
            wrong("/status", "is " + status, "an HTTP status from " + FIRST_STATUS + " to " + LAST_STATUS);
        }
        return Optional.of(status.asInt());
    }

    private Optional<Code> code() {
        JsonNode code = json.path("code");
        if (code.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Code> known = Arrays.stream(Code.values())
                .filter(value -> value != Code.OK && value.name().equals(code.asText()))
                .findFirst();
        if (known.isEmpty()) {
            wrong("/code", "is " + code, "a gRPC status code such as UNAVAILABLE");
        }
        return known;
    }

    private void requireText(String name) {
        if (json.has(name) && !json.get(name).isTextual()) {
            wrong("/" + name, "is " + json.get(name), "text");
        }
    }

    private Code codeOf(int status) {
        return switch (status) {
            case 401 -> Code.UNAUTHENTICATED;
            // Compute Engine says "too fast" with 403 as well as with 429.
            case 403 ->
                json.path("reason").asText().equals(RATE_LIMIT) ? Code.RESOURCE_EXHAUSTED : Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 409 -> Code.ABORTED;
            case 412 -> Code.FAILED_PRECONDITION;
            case 429 -> Code.RESOURCE_EXHAUSTED;
            case 499 -> Code.CANCELLED;
            case 501 -> Code.UNIMPLEMENTED;
            case 502, 503 -> Code.UNAVAILABLE;
            case 504 -> Code.DEADLINE_EXCEEDED;
            default -> status < 500 ? Code.INVALID_ARGUMENT : Code.INTERNAL;
        };
    }

    private static String message(Code code) {
        return switch (code) {
            case RESOURCE_EXHAUSTED -> "Rate Limit Exceeded";
            case UNAVAILABLE -> "The service is currently unavailable.";
            case INTERNAL -> "Internal error encountered.";
            default -> Status.fromCode(code).getCode().name() + ", as a rule of /-/faults says.";
        };
    }

    private void wrong(String pointer, String problem, String expected) {
        problems.add("/error" + pointer + ": " + problem + " (expected: " + expected + ")");
    }
}
