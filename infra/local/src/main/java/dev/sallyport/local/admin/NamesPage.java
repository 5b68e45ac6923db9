package dev.sallyport.local.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.internet.DomainNames;
import java.util.TreeMap;

/** {@code /-/names}: the domain names of the simulated internet, and where they point. */
final class NamesPage extends AdminPage {
    private final DomainNames names;

    NamesPage(DomainNames names) {
        this.names = names;
    }

    @Override
    AggregatedHttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        String name = context.pathParam("name");
        return switch (request.method()) {
            case GET -> json(all());
            case POST -> {
                point(body(request));
                yield json(all());
            }
            case DELETE -> {
                remove(name);
                yield json(all());
            }
            default -> throw notAllowed(request, "GET, POST or DELETE");
        };
    }

    private JsonNode all() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ObjectNode all = page.putObject("names");
        new TreeMap<>(names.all()).forEach((name, address) -> all.put(name, address.toString()));
        return page;
    }

    private void point(JsonNode body) {
        if (!body.path("name").isTextual() || !body.path("address").isTextual() || body.size() != 2) {
            throw ApiException.badRequest("The body must be {\"name\": DOMAIN, \"address\": ADDRESS}, such as"
                    + " {\"name\": \"app.example.com\", \"address\": \"198.18.0.7\"}.");
        }
        try {
            names.point(body.path("name").asText(), body.path("address").asText());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("/" + e.getMessage());
        }
    }

    private void remove(String name) {
        if (name == null || !names.remove(name)) {
            throw ApiException.notFound(
                    "The name '" + name + "' points nowhere (expected: /-/names/NAME, of a name there" + " is).");
        }
    }
}
