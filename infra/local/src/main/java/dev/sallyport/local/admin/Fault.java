package dev.sallyport.local.admin;

import dev.sallyport.local.api.ApiException;
import io.grpc.Status.Code;
import java.time.Duration;

/** What a rule does to what it hits. */
sealed interface Fault {
    /**
     * The call is refused and has no effect.
     *
     * @param reason as in the Compute Engine API's errors
     */
    record Failure(int httpStatus, String reason, Code code, String message) implements Fault {
        ApiException exception() {
            return ApiException.of(httpStatus, reason, code, message);
        }
    }

    /** The call waits before it is carried out. */
    record Latency(Duration by) implements Fault {}

    /** The call takes effect, and the connection is cut in place of its answer. */
    record LostAnswer() implements Fault {}

    /** A message that a subscription is handed comes once more. */
    record Duplicate() implements Fault {}

    /** A message that a subscription is handed comes so much later. */
    record Delay(Duration by) implements Fault {}

    /** A message that a subscription is handed comes later by a time of its own, at most so much. */
    record Reorder(Duration within) implements Fault {}

    /** Whether it is Pub/Sub's deliveries that it disturbs, and not calls. */
    default boolean isOfDelivery() {
        return this instanceof Duplicate || this instanceof Delay || this instanceof Reorder;
    }
}
