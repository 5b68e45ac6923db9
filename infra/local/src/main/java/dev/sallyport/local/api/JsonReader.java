package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads JSON into a message, strictly: every fault is found, and told in the words of Google's front end. JsonFormat
 * would stop at the first one and could not name its place.
 */
final class JsonReader {
    private final List<String> faults = new ArrayList<>();
    private final Set<String> passedOver;

    private JsonReader(Set<String> passedOver) {
        this.passedOver = passedOver;
    }

    /**
     * @param path where the document stands in the request, such as {@code resource}; empty for the whole
     * @param passedOver unknown members that are no fault, as {@code Type.member}
     * @throws ApiException with all faults, one a line
     */
    static void merge(JsonNode json, Message.Builder target, String path, Set<String> passedOver) {
        JsonReader reader = new JsonReader(passedOver);
        reader.readMessage(json, target, path);
        if (!reader.faults.isEmpty()) {
            throw ApiException.badRequest(String.join("\n", reader.faults));
        }
    }

    private void readMessage(JsonNode json, Message.Builder target, String path) {
        Descriptor type = target.getDescriptorForType();
        if (hasOwnJson(type)) {
            readWellKnown(json, target, path);
            return;
        }
        if (!json.isObject()) {
            faults.add(invalid(path, "type.googleapis.com/" + type.getFullName(), json));
            return;
        }
        json.properties().forEach(member -> readMember(member.getKey(), member.getValue(), target, path));
    }

    private void readMember(String name, JsonNode value, Message.Builder target, String path) {
        FieldDescriptor field =
                FieldNames.find(target.getDescriptorForType(), name).orElse(null);
        if (field == null) {
            if (!passedOver.contains(target.getDescriptorForType().getName() + "." + name)) {
                faults.add(unknown(name, path, "Cannot find field."));
            }
        } else if (value.isNull() && !acceptsNull(field)) {
            return;
        } else if (field.isMapField()) {
            readMap(value, field, target, child(path, field));
        } else if (field.isRepeated()) {
            readList(value, field, target, child(path, field));
        } else if (value.isArray() && !acceptsNull(field)) {
            faults.add(unknown(name, path, "Proto field is not repeating, cannot start list."));
        } else {
            Object read = readValue(value, field, target, child(path, field));
            if (read != null) {
                target.setField(field, read);
            }
        }
    }

    private void readList(JsonNode list, FieldDescriptor field, Message.Builder target, String path) {
        if (!list.isArray()) {
            faults.add(invalid(path, typeName(field), list));
            return;
        }
        target.clearField(field);
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isNull() && !acceptsNull(field)) {
                continue;
            }
            Object read = readValue(list.get(i), field, target, path + "[" + i + "]");
            if (read != null) {
                target.addRepeatedField(field, read);
            }
        }
    }

    private void readMap(JsonNode map, FieldDescriptor field, Message.Builder target, String path) {
        if (!map.isObject()) {
            faults.add(invalid(path, "TYPE_MAP", map));
            return;
        }
        FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        int index = 0;
        for (Map.Entry<String, JsonNode> member : map.properties()) {
            Message.Builder entry = target.newBuilderForField(field);
            Object key = ScalarReader.read(TextNode.valueOf(member.getKey()), keyField);
            Object value = readValue(member.getValue(), valueField, entry, path + "[" + index++ + "].value");
            if (key != null && value != null) {
                target.addRepeatedField(
                        field,
                        entry.setField(keyField, key)
                                .setField(valueField, value)
                                .build());
            }
        }
    }

    /** The value as protobuf's reflection takes it, or null with a fault noted. */
    private Object readValue(JsonNode json, FieldDescriptor field, Message.Builder owner, String path) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            Message.Builder nested = owner.newBuilderForField(field);
            readMessage(json, nested, path);
            return nested.build();
        }
        Object value = ScalarReader.read(json, field);
        if (value == null) {
            faults.add(invalid(path, typeName(field), json));
        }
        return value;
    }

    private void readWellKnown(JsonNode json, Message.Builder target, String path) {
        try {
            JsonFormat.parser().merge(json.toString(), target);
        } catch (InvalidProtocolBufferException e) {
            faults.add(invalid(
                    path, "type.googleapis.com/" + target.getDescriptorForType().getFullName(), json));
        }
    }

    private static boolean hasOwnJson(Descriptor type) {
        return type.getFile().getPackage().equals("google.protobuf")
                && !type.getName().equals("Empty");
    }

    private static boolean acceptsNull(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && (field.getMessageType().getFullName().equals("google.protobuf.Value")
                        || field.getMessageType().getFullName().equals("google.protobuf.ListValue"));
    }

    private static String typeName(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> "type.googleapis.com/" + field.getMessageType().getFullName();
            case ENUM -> "type.googleapis.com/" + field.getEnumType().getFullName();
            default -> "TYPE_" + field.getType().name();
        };
    }

    private static String unknown(String name, String path, String why) {
        String place = path.isEmpty() ? "" : " at '" + path + "'";
        return "Invalid JSON payload received. Unknown name \"" + name + "\"" + place + ": " + why;
    }

    private static String invalid(String path, String type, JsonNode value) {
        return "Invalid value at '" + path + "' (" + type + ")" + (value.isValueNode() ? ", " + value : "");
    }

    /** Google's front ends name places by the proto's names, whichever the request used. */
    private static String child(String path, FieldDescriptor field) {
        return path.isEmpty() ? field.getName() : path + "." + field.getName();
    }
}
