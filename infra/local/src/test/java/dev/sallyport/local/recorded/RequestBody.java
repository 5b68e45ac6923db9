package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Makes a live request body of a recorded one: what the recorder replaced is what the live resource has there. */
final class RequestBody {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Rules rules;
    private final Placeholders placeholders;
    private final LiveResources resources;
    private final Optional<String> resource;
    private boolean complete = true;

    private RequestBody(Rules rules, Placeholders placeholders, LiveResources resources, Optional<String> resource) {
        this.rules = rules;
        this.placeholders = placeholders;
        this.resources = resources;
        this.resource = resource;
    }

    /** @return missing for none; empty if it needs something that no answer has told */
    static Optional<JsonNode> of(
            Rules rules, Placeholders placeholders, LiveResources resources, JsonNode recorded, String path) {
        RequestBody body = new RequestBody(
                rules, placeholders, resources, ResourcePath.of(path).resource());
        JsonNode filled = body.fill(recorded, "");
        return body.complete ? Optional.of(filled) : Optional.empty();
    }

    private JsonNode fill(JsonNode recorded, String pointer) {
        if (recorded.isObject()) {
            ObjectNode object = JSON.objectNode();
            recorded.properties().forEach(member -> {
                JsonNode value = fill(member.getValue(), pointer + "/" + member.getKey());
                if (!value.isMissingNode()) {
                    object.set(member.getKey(), value);
                }
            });
            return object;
        }
        if (recorded.isArray()) {
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < recorded.size(); i++) {
                JsonNode value = fill(recorded.get(i), pointer + "/" + i);
                if (!value.isMissingNode()) {
                    array.add(value);
                }
            }
            return array;
        }
        return recorded.isTextual() ? text(recorded.asText(), pointer) : recorded;
    }

    private JsonNode text(String recorded, String pointer) {
        String field = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (field.equals("IPAddress") && recorded.equals("8.8.8.8")) {
            JsonNode now = current(pointer);
            return now.isMissingNode() ? address("EXTERNAL", "") : now;
        }
        if (field.equals("natIP")) {
            return address("EXTERNAL", recorded);
        }
        if (field.equals("networkIP")) {
            return address("INTERNAL", recorded);
        }
        return rules.isSentinel(field, recorded) ? current(pointer) : filled(recorded);
    }

    private JsonNode address(String type, String otherwise) {
        String address = resources.address(type).orElse(otherwise);
        return address.isEmpty() ? MissingNode.getInstance() : JSON.textNode(address);
    }

    private JsonNode current(String pointer) {
        return resource.map(resources::current)
                .orElse(MissingNode.getInstance())
                .at(pointer);
    }

    private JsonNode filled(String recorded) {
        Optional<String> text = placeholders.fill(recorded);
        complete &= text.isPresent();
        return JSON.textNode(text.orElse(recorded));
    }
}
