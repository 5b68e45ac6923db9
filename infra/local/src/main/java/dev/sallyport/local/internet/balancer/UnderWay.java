package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.common.HttpResponse;
import dev.sallyport.local.internet.network.ResourceLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests each VM has been given that have not ended. */
final class UnderWay {
    private final Map<ResourceLink, Integer> counts = new ConcurrentHashMap<>();

    boolean isAny(ResourceLink vm) {
        return counts.containsKey(vm);
    }

    void begin(ResourceLink vm) {
        counts.merge(vm, 1, Integer::sum);
    }

    void end(ResourceLink vm) {
        counts.computeIfPresent(vm, (same, count) -> count == 1 ? null : count - 1);
    }

    /** The response, at whose end the request has ended. */
    HttpResponse until(HttpResponse response, ResourceLink vm) {
        response.whenComplete().whenComplete((done, failure) -> end(vm));
        return response;
    }
}
