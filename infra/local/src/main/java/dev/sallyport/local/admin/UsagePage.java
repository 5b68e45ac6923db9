package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.usage.Usage;
import java.util.List;

/** {@code /-/usage}: what was used since the process started, each count at its path. */
final class UsagePage extends AdminPage {
    private final Usage usage;

    UsagePage(Usage usage) {
        this.usage = usage;
    }

    @Override
    AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        if (request.method() != HttpMethod.GET) {
            throw notAllowed(request, "GET");
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        usage.counts().forEach((path, count) -> put(page, path, count));
        return json(page);
    }

    private static void put(ObjectNode page, List<String> path, long count) {
        ObjectNode node = page;
        for (String name : path.subList(0, path.size() - 1)) {
            node = node.path(name) instanceof ObjectNode known ? known : node.putObject(name);
        }
        node.put(path.get(path.size() - 1), count);
    }
}
