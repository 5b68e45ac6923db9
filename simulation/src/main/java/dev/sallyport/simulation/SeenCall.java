package dev.sallyport.simulation;

import com.google.protobuf.Message;
import dev.sallyport.local.admin.DirectedCall;

/** A call of a function that is over. */
record SeenCall(Invocation by, DirectedCall call, Fate fate, int httpStatus) {
    String name() {
        return call.name();
    }

    Message request() {
        return call.request();
    }

    boolean tookEffect() {
        return httpStatus < 400;
    }

    /** Whether it may have changed something in the cloud that is not Sallyport's own record. */
    boolean isWrite() {
        return tookEffect()
                && (call.service().equals("compute") && !isReading()
                        || call.name().endsWith(".SetIamPolicy"));
    }

    private boolean isReading() {
        String method = call.method().substring(call.method().indexOf('.') + 1);
        return method.startsWith("get")
                || method.startsWith("list")
                || method.startsWith("aggregatedList")
                || method.startsWith("wait");
    }
}
