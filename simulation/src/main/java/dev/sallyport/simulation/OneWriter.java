package dev.sallyport.simulation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashMap;
import java.util.Map;

/**
 * No two invocations write one resource in the same way and the same generation, but for a call that is repeated, which
 * bears the same request id: Compute Engine takes it for the same call.
 */
final class OneWriter implements Invariant {
    private final Map<String, Written> written = new HashMap<>();

    private record Written(String requestId, int invocation, Object content) {}

    @Override
    public void seen(SeenCall call) {
        if (call.isWrite() && call.call().service().equals("compute")) {
            write(call, requestId(call));
        }
    }

    private void write(SeenCall call, String requestId) {
        if (requestId.isEmpty()) {
            throw new Violation("one writer", call.name() + " of " + call.call().resource() + " bears no request id");
        }
        String what = call.by().letter().text() + " " + call.name() + " "
                + call.call().resource();
        if (call.fate() == Fate.FAIL_IN_THE_END) {
            // It will have written nothing, and what it was to write is written under another id.
            written.remove(what);
            return;
        }
        Written now = new Written(requestId, call.by().ordinal(), withoutId(call.request()));
        Written before = written.put(what, now);
        if (before != null
                && before.invocation() != now.invocation()
                && !before.requestId().equals(requestId)
                && before.content().equals(now.content())) {
            throw new Violation(
                    "one writer",
                    what + " by invocation " + before.invocation() + " and, under another request id, by "
                            + now.invocation());
        }
    }

    private static String requestId(SeenCall call) {
        FieldDescriptor field = field(call.request());
        return field == null ? "" : (String) call.request().getField(field);
    }

    private static Object withoutId(Message request) {
        return request.toBuilder().clearField(field(request)).build();
    }

    private static FieldDescriptor field(Message request) {
        return request.getDescriptorForType().findFieldByName("request_id");
    }
}
