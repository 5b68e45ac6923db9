package dev.sallyport.local.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nobody directs the calls. */
enum NoDirector implements CallDirector {
    INSTANCE;

    private static final CompletableFuture<CallFate> PASSES = CompletableFuture.completedFuture(new CallFate.Pass());

    @Override
    public CompletionStage<CallFate> understood(DirectedCall call) {
        return PASSES;
    }

    @Override
    public void ended(DirectedCall call, int httpStatus) {
        // Nobody wants to know.
    }
}
