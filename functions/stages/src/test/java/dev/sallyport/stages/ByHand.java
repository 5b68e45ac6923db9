package dev.sallyport.stages;

import com.google.cloud.compute.v1.Operation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What somebody else does in the cloud. */
final class ByHand {
    private ByHand() {}

    static void await(Future<Operation> operation) {
        try {
            Operation done = operation.get();
            if (done.hasError()) {
                throw new AssertionError("operation failed: " + done.getError());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("operation failed", e);
        }
    }
}
