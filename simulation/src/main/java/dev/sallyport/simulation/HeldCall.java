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
    /** Whether it starts an operation of the Compute API. */
    boolean isChange() {
        return call.service().equals("compute") && !isReading(call);
    }

    /** Whether it ends with an operation of the Compute API. */
    boolean isWaiting() {
        return call.service().equals("compute") && call.method().endsWith("Operations.wait");
    }

    static boolean isReading(DirectedCall call) {
        String method = call.method().substring(call.method().indexOf('.') + 1);
        return method.startsWith("get")
                || method.startsWith("list")
                || method.startsWith("aggregatedList")
                || method.startsWith("wait");
    }

    /** What calls are counted by: those that publish, which go side by side, by their topic as well. */
    static String name(DirectedCall call) {
        return call.name().equals("pubsub.Publisher.Publish") ? call.name() + call.resource() : call.name();
    }

    /** The same in every run of a seed: resources may have names that are not. */
    String id() {
        return by.ordinal() + "/" + name(call) + "/" + nth;
    }
}
