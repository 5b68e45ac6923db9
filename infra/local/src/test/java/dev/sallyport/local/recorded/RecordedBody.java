package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.TreeSet;

/** Recorded answers with what their recorder garbled put right. */
final class RecordedBody {
    private RecordedBody() {}

    static JsonNode of(Exchange exchange) {
        Optional<String> path = exchange.target().resource().map(resource -> resource.replaceFirst(".*/v1/", ""));
        JsonNode body = exchange.responseBody().deepCopy();
        if (path.isPresent() && exchange.status() == 404) {
            nameTheResource(body.path("error"), path.get());
            body.path("error").path("errors").forEach(error -> nameTheResource(error, path.get()));
        }
        if (path.isPresent() && body.path("kind").asText().equals("compute#instanceGroupManager")) {
            nameTheGroup((ObjectNode) body, path.get());
        }
        return body;
    }

    /** The placeholder in the message is not always the one in the path. */
    private static void nameTheResource(JsonNode error, String path) {
        String message = error.path("message").asText();
        String collection = path.substring(0, path.lastIndexOf('/') + 1);
        if (message.matches("The resource '\\Q" + collection + "\\E[^/']+' was not found")) {
            ((ObjectNode) error).put("message", "The resource '" + path + "' was not found");
        }
    }

    /** A managed group has the name of its manager. */
    private static void nameTheGroup(ObjectNode manager, String path) {
        String group = manager.path("instanceGroup").asText();
        if (!group.isEmpty()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            manager.put("instanceGroup", group.substring(0, group.lastIndexOf('/') + 1) + name);
        }
    }

    /** Links of many regions as they are but for the region: which regions there are depends on the project. */
    static ArrayNode regionless(JsonNode links) {
        TreeSet<String> different = new TreeSet<>();
        links.forEach(link -> different.add(link.asText().replaceFirst("/regions/[^/]+/", "/regions/us-central1/")));
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        different.forEach(result::add);
        return result;
    }
}
