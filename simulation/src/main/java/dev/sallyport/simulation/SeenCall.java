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
                && (call.service().equals("compute") && !HeldCall.isReading(call)
                        || call.name().endsWith(".SetIamPolicy"));
    }
}
