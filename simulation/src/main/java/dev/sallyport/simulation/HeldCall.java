package dev.sallyport.simulation;

import dev.sallyport.local.admin.CallFate;
import dev.sallyport.local.admin.DirectedCall;
import java.util.concurrent.CompletableFuture;

/**
 * A call that waits for its fate.
 *
 * @param nth counts the calls of this name within the invocation
 */
record HeldCall(Invocation by, DirectedCall call, int nth, CompletableFuture<CallFate> decision) {
    String id() {
        return by.ordinal() + "/" + call.name() + "/" + nth;
    }
}
