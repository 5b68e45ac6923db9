package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The fields of a Firestore document, in its REST form, as plain JSON; times stay the texts they are. */
final class FirestoreJson {
    private FirestoreJson() {}

    static ObjectNode fields(JsonNode document) {
        ObjectNode plain = Json.object();
        document.path("fields").properties().forEach(field -> plain.set(field.getKey(), value(field.getValue())));
        return plain;
    }

    private static JsonNode value(JsonNode typed) {
        Map.Entry<String, JsonNode> value =
                typed.properties().stream().findFirst().orElse(Map.entry("nullValue", MissingNode.getInstance()));
        return switch (value.getKey()) {
            case "mapValue" -> fields(value.getValue());
            case "arrayValue" -> elements(value.getValue().path("values"));
            case "integerValue" ->
                JsonNodeFactory.instance.numberNode(value.getValue().asLong());
            case "nullValue" -> JsonNodeFactory.instance.nullNode();
            default -> value.getValue();
        };
    }

    private static ArrayNode elements(JsonNode typed) {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        typed.forEach(element -> elements.add(value(element)));
        return elements;
    }
}
