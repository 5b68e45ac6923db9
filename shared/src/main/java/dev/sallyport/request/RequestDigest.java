package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a request asks for as a short text, whatever the order of its members. */
final class RequestDigest {
    private static final List<String> NOT_ASKED_FOR = List.of("requestId", "by");

    private RequestDigest() {}

    static String of(JsonNode document) {
        ObjectNode asked = document.deepCopy();
        asked.remove(NOT_ASKED_FOR);
        return Sha256.of(sorted(asked).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            return RequestJson.MAPPER.createArrayNode().addAll(each(node));
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        ObjectNode object = RequestJson.MAPPER.createObjectNode();
        object.setAll(members);
        return object;
    }

    private static List<JsonNode> each(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(element -> elements.add(sorted(element)));
        return elements;
    }
}
