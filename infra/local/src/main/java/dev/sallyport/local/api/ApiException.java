package dev.sallyport.local.api;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Objects;

/**
 * A refusal as Google Cloud words it. It carries what both protocols need, HTTP status and {@code reason} as well as the
 * gRPC code, so that the two cannot disagree. Reasons are those of the Compute Engine API's error list.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final String reason;
    private final Code code;

    private ApiException(int httpStatus, String reason, Code code, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.httpStatus = httpStatus;
        this.reason = reason;
        this.code = code;
    }

    /** 404 for a resource named by the part of its link after {@code /compute/v1/}, in the Compute API's words. */
    public static ApiException resourceNotFound(String link) {
        return notFound("The resource '" + link + "' was not found");
    }

    public static ApiException notFound(String message) {
        return new ApiException(404, "notFound", Code.NOT_FOUND, message);
    }

    public static ApiException alreadyExists(String message) {
        return new ApiException(409, "alreadyExists", Code.ALREADY_EXISTS, message);
    }

    /** 400 for a value that breaks a rule. */
    public static ApiException invalid(String message) {
        return new ApiException(400, "invalid", Code.INVALID_ARGUMENT, message);
    }

    /** 400 for a request that cannot be read as the method's request type. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "badRequest", Code.INVALID_ARGUMENT, message);
    }

    /** 400 for a field that has to be there and is not. */
    public static ApiException required(String message) {
        return new ApiException(400, "required", Code.INVALID_ARGUMENT, message);
    }

    /** 400 where the request is sound but the state of the resource forbids it. */
    public static ApiException failedPrecondition(String reason, String message) {
        return new ApiException(400, reason, Code.FAILED_PRECONDITION, message);
    }

    public static ApiException resourceInUse(String message) {
        return failedPrecondition("resourceInUseByAnotherResource", message);
    }

    public static ApiException resourceNotReady(String message) {
        return failedPrecondition("resourceNotReady", message);
    }

    /** 412: a fingerprint or etag is not the current one. */
    public static ApiException conditionNotMet(String message) {
        return new ApiException(412, "conditionNotMet", Code.FAILED_PRECONDITION, message);
    }

    /** 409: somebody else changed the same thing meanwhile; reading again and repeating may succeed. */
    public static ApiException aborted(String message) {
        return new ApiException(409, "aborted", Code.ABORTED, message);
    }

    public static ApiException unauthenticated(String message) {
        return new ApiException(401, "required", Code.UNAUTHENTICATED, message);
    }

    public static ApiException forbidden(String message) {
        return new ApiException(403, "forbidden", Code.PERMISSION_DENIED, message);
    }

    public static ApiException resourceExhausted(String message) {
        return new ApiException(429, "rateLimitExceeded", Code.RESOURCE_EXHAUSTED, message);
    }

    /** 501: the local cloud does not have this; {@code method} is the full name of the API's method. */
    public static ApiException notImplemented(String method) {
        return new ApiException(
                501, "notImplemented", Code.UNIMPLEMENTED, "The local cloud does not emulate " + method + ".");
    }

    public static ApiException internal(String message) {
        return new ApiException(500, "internalError", Code.INTERNAL, message);
    }

    public static ApiException unavailable(String message) {
        return new ApiException(503, "backendError", Code.UNAVAILABLE, message);
    }

    /** A refusal that no rule of the local cloud's own makes, such as one that a test asks for. */
    public static ApiException of(int httpStatus, String reason, Code code, String message) {
        return new ApiException(httpStatus, reason, code, message);
    }

    /** The same refusal as a gRPC service gave it; HTTP statuses as google.rpc.Code maps them. */
    public static ApiException of(Status status) {
        String message = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return switch (status.getCode()) {
            case NOT_FOUND -> notFound(message);
            case ALREADY_EXISTS -> alreadyExists(message);
            case INVALID_ARGUMENT -> badRequest(message);
            case OUT_OF_RANGE -> new ApiException(400, "badRequest", Code.OUT_OF_RANGE, message);
            case FAILED_PRECONDITION -> failedPrecondition("failedPrecondition", message);
            case ABORTED -> aborted(message);
            case UNAUTHENTICATED -> unauthenticated(message);
            case PERMISSION_DENIED -> forbidden(message);
            case RESOURCE_EXHAUSTED -> resourceExhausted(message);
            case UNIMPLEMENTED -> new ApiException(501, "notImplemented", Code.UNIMPLEMENTED, message);
            case UNAVAILABLE -> unavailable(message);
            case DEADLINE_EXCEEDED -> new ApiException(504, "deadlineExceeded", Code.DEADLINE_EXCEEDED, message);
            case CANCELLED -> new ApiException(499, "cancelled", Code.CANCELLED, message);
            case OK, UNKNOWN, INTERNAL, DATA_LOSS -> internal(message);
        };
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Google's {@code reason}, such as {@code notFound}. */
    public String reason() {
        return reason;
    }

    public Code code() {
        return code;
    }

    /** What a gRPC service throws or hands to its observer. */
    public StatusRuntimeException asStatus() {
        return code.toStatus().withDescription(getMessage()).withCause(this).asRuntimeException();
    }
}
