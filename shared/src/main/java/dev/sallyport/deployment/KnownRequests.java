package dev.sallyport.deployment;

import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads the requests in deployments' documents. A document is read far more often than its request changes, and checking one
 * against the schema is most of what reading a document takes, so the latest are remembered by their text.
 */
final class KnownRequests {
    private static final int MOST = 200;
    private static final int LONGEST = 16 * 1024;

    private final RequestReader requests = new RequestReader();
    private final Map<String, ProvisionRequest> known = new ConcurrentHashMap<>();

    /** @param refusal what to throw for a text that is no request of this version's */
    ProvisionRequest read(String text, Function<RequestReading, RuntimeException> refusal) {
        ProvisionRequest before = known.get(text);
        if (before != null) {
            return before;
        }
        RequestReading reading = requests.read(text.getBytes(StandardCharsets.UTF_8));
        if (reading instanceof RequestReading.Accepted accepted
                && accepted.request() instanceof ProvisionRequest request) {
            remember(text, request);
            return request;
        }
        throw refusal.apply(reading);
    }

    private void remember(String text, ProvisionRequest request) {
        if (text.length() > LONGEST) {
            return;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(text, request);
    }
}
