package dev.sallyport.local.admin;

import dev.sallyport.local.api.ApiException;
import io.grpc.Status.Code;

/** What becomes of a call. */
public sealed interface CallFate {
    /** It is carried out and answered. */
    record Pass() implements CallFate {}

    /** It is carried out, and the connection is cut in place of its answer. */
    record LoseAnswer() implements CallFate {}

    /**
     * It is refused and has no effect.
     *
     * @param reason as in the Compute Engine API's errors
     * @param code as in the answers of gRPC
     */
    record Refuse(int httpStatus, String reason, Code code, String message) implements CallFate {
        ApiException exception() {
            return ApiException.of(httpStatus, reason, code, message);
        }
    }
}
