package dev.sallyport.deployment;

import com.google.api.core.ApiFuture;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for Firestore and puts its failures into the family of failures.
 *
 * @param patience how long an answer may take. The client itself waits for a database it cannot reach without an end.
 *     An answer that comes later changes nothing a later delivery could not find: every transition may be repeated
 */
public record FirestoreCalls(Duration patience) {
    /**
     * @param doing what is being done, for the message
     * @throws Retryable if Firestore refuses or cannot be reached. That it refuses for good (a missing permission, say)
     *     is for the operator to mend, and the message to go on with is not lost until then
     */
    public <T> T await(String doing, ApiFuture<T> call) {
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Retryable("interrupted while " + doing, e);
        } catch (TimeoutException e) {
            throw new Retryable(
                    "Firestore did not answer within " + patience.toSeconds() + " seconds while " + doing, e);
        } catch (ExecutionException e) {
            throw failure(doing, e.getCause());
        }
    }

    private static Failure failure(String doing, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
        }
        return new Retryable("Firestore failed while " + doing + ": " + thrown.getMessage(), thrown);
    }
}
