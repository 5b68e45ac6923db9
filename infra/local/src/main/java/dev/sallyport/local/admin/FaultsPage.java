package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import java.util.List;
import java.util.Optional;

/** {@code /-/faults}: the rules in force, and how often each has hit; {@code /-/faults/ID} is one of them. */
final class FaultsPage extends AdminPage {
    private final Faults faults;

    FaultsPage(Faults faults) {
        this.faults = faults;
    }

    @Override
    AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        Optional<String> id = Optional.ofNullable(context.pathParam("id"));
        return json(id.map(one -> one(one, request)).orElseGet(() -> all(request)));
    }

    private JsonNode all(AggregatedHttpRequest request) {
        return switch (request.method()) {
            case GET -> shown(faults.all());
            case POST -> FaultRuleJson.shown(faults.add(FaultRuleReader.read(body(request))));
            case DELETE -> {
                faults.clear();
                yield shown(faults.all());
            }
            default -> throw notAllowed(request, "GET, POST or DELETE");
        };
    }

    private JsonNode one(String id, AggregatedHttpRequest request) {
        return switch (request.method()) {
            case GET -> FaultRuleJson.shown(faults.find(id).orElseThrow(() -> unknown(id)));
            case DELETE -> {
                if (!faults.remove(id)) {
                    throw unknown(id);
                }
                yield JsonNodeFactory.instance.objectNode();
            }
            default -> throw notAllowed(request, "GET or DELETE");
        };
    }

    private static ApiException unknown(String id) {
        return ApiException.notFound("There is no rule " + id + ".");
    }

    private static ObjectNode shown(List<ActiveRule> rules) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode array = page.putArray("faults");
        rules.forEach(rule -> array.add(FaultRuleJson.shown(rule)));
        return page;
    }
}
