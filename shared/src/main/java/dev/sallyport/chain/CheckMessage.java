package dev.sallyport.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.failure.Poison;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which deployments of one project are to be checked: {@code {"project": ID, "deployments": [NAME, ...]}}. */
public record CheckMessage(String project, List<String> deployments) {
    private static final String WHAT = "the check message";

    public CheckMessage {
        deployments = List.copyOf(deployments);
    }

    /**
     * @throws Poison if it is not such a message
     */
    public static CheckMessage read(byte[] json) {
        ObjectNode message = StrictJson.object(WHAT, json);
        StrictJson.requireMembers(WHAT, message, Set.of("project", "deployments"));
        return new CheckMessage(
                text("project", message.path("project"), "a project's id"), names(message.path("deployments")));
    }

    public byte[] write() {
        ObjectNode message = StrictJson.MAPPER.createObjectNode().put("project", project);
        ArrayNode names = message.putArray("deployments");
        deployments.forEach(names::add);
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode value) {
        if (!value.isArray()) {
            throw StrictJson.wrong(WHAT, "deployments", value, "a list of deployments' names");
        }
        List<String> names = new ArrayList<>();
        value.forEach(name -> names.add(StrictJson.deployment(WHAT, "deployments", name)));
        return names;
    }

    private static String text(String member, JsonNode value, String expected) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw StrictJson.wrong(WHAT, member, value, expected);
        }
        return value.textValue();
    }
}
