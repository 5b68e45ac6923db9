package dev.sallyport.google;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.compute.v1.Operation;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What an error of Google's APIs means for the work that met it. */
public final class GoogleFailure {
    private static final Set<String> PASSING = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "concurrentLimitExceeded",
            "resourceNotReady",
            "backendError",
            "internalError",
            "operationCanceledByUser",
            "timeout",
            // Somebody else was quicker: another look tells what is left to do.
            "alreadyExists",
            "resourceAlreadyExists",
            "conditionNotMet");

    private GoogleFailure() {}

    /** The failure that an error of a call stands for. */
    public static Failure of(ApiException e) {
        return of(GoogleError.of(e), e);
    }

    /** The failure of an operation that is done and has an error. */
    public static Failure of(Operation operation) {
        return of(GoogleError.of(operation), null);
    }

    /** Whether the operation ended badly, in either of the two forms the API uses. */
    public static boolean failed(Operation operation) {
        return operation.hasError() && operation.getError().getErrorsCount() > 0
                || operation.getHttpErrorStatusCode() >= 400;
    }

    /**
     * Makes a call.
     *
     * @throws Retryable if it may succeed later
     * @throws Rejected if a person has to act first
     */
    public static <T> T translating(Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiException e) {
            throw of(e);
        }
    }

    /**
     * Makes a call that looks for something; empty if it is not there.
     *
     * @throws Retryable if it may succeed later
     * @throws Rejected if a person has to act first
     */
    public static <T> Optional<T> finding(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (ApiException e) {
            throw of(e);
        }
    }

    private static Failure of(GoogleError error, ApiException cause) {
        String message = error.reason().isEmpty()
                ? "Google Cloud answered: " + error.message()
                : "Google Cloud answered " + error.reason() + ": " + error.message();
        return isPassing(error, cause)
                ? new Retryable(message, cause)
                : new Rejected(message, Remedy.of(error), error.reason(), cause);
    }

    private static boolean isPassing(GoogleError error, ApiException cause) {
        if (Remedy.isOrganizationPolicy(error)) {
            return false;
        }
        return error.status() == 429
                || error.status() == 408
                || error.status() == 409
                || error.status() == 499
                || error.status() >= 500
                || PASSING.contains(error.reason())
                || cause != null && cause.isRetryable();
    }
}
