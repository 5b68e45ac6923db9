package dev.sallyport.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Another value for a field of a message, as JSON: of the field's type, though the API may still refuse it. */
final class RandomValue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    RandomValue(Random random) {
        this.random = random;
    }

    /** @param there what the field holds; a missing node if it holds nothing */
    JsonNode of(FieldDescriptor field, JsonNode there) {
        if (field.isMapField()) {
            return NODES.objectNode().put("by-hand", "value-" + random.nextInt(99));
        }
        return field.isRepeated() ? list(field, there) : single(field, there);
    }

    FieldDescriptor fieldOf(Descriptor type) {
        List<FieldDescriptor> fields = type.getFields();
        return fields.get(random.nextInt(fields.size()));
    }

    private JsonNode list(FieldDescriptor field, JsonNode there) {
        ArrayNode list = NODES.arrayNode();
        if (there.isArray() && !there.isEmpty() && random.nextBoolean()) {
            list.addAll((ArrayNode) there);
            int changed = random.nextInt(list.size());
            list.set(changed, single(field, list.get(changed)));
            return list;
        }
        return list.add(single(field, NODES.missingNode()));
    }

    private JsonNode single(FieldDescriptor field, JsonNode there) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> NODES.booleanNode(!there.asBoolean());
            case INT, LONG -> NODES.numberNode(there.asInt() + 1 + random.nextInt(20));
            case FLOAT, DOUBLE -> NODES.numberNode(random.nextInt(1, 9) / 10.0);
            case MESSAGE -> message(field.getMessageType(), there);
            default -> NODES.textNode(text(field, there.asText()));
        };
    }

    private ObjectNode message(Descriptor type, JsonNode there) {
        ObjectNode changed = there.isObject() ? there.deepCopy() : NODES.objectNode();
        FieldDescriptor field = fieldOf(type);
        return changed.set(field.getJsonName(), of(field, changed.path(field.getJsonName())));
    }

    /** Compute Engine's enumerations are texts; their values are in an enumeration of the field's name. */
    private String text(FieldDescriptor field, String there) {
        EnumDescriptor values = field.getContainingType().findEnumTypeByName(camelCase(field.getName()));
        if (values != null) {
            List<EnumValueDescriptor> all = values.getValues();
            return all.get(random.nextInt(all.size())).getName();
        }
        if (there.startsWith("/")) {
            return there + "by-hand";
        }
        if (there.matches("[0-9]+")) {
            return String.valueOf(Integer.parseInt(there) + 1);
        }
        return random.nextBoolean() ? "by-hand-" + random.nextInt(99) : "10." + random.nextInt(99) + ".0.0/16";
    }

    private static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camelCase.append(word.substring(0, Math.min(1, word.length())).toUpperCase(Locale.ROOT));
            camelCase.append(word.substring(Math.min(1, word.length())));
        }
        return camelCase.toString();
    }
}
