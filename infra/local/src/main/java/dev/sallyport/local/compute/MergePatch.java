package dev.sallyport.local.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RFC 7396 for messages: what the patch names replaces, {@code null} clears, a list replaces the list, objects and maps
 * are merged member by member, and what the patch does not name stays.
 */
final class MergePatch {
    private MergePatch() {}

    /**
     * @param patch the patch as a message
     * @param json the same patch as it was sent, which alone tells cleared from absent
     */
    static <M extends Message> M apply(M current, M patch, JsonNode json) {
        Message.Builder target = current.toBuilder();
        merge(target, patch, json);
        @SuppressWarnings("unchecked") // a builder made from an M builds an M
        M merged = (M) target.build();
        return merged;
    }

    private static void merge(Message.Builder target, Message patch, JsonNode json) {
        for (FieldDescriptor field : patch.getDescriptorForType().getFields()) {
            JsonNode member = json.has(field.getJsonName()) ? json.get(field.getJsonName()) : json.get(field.getName());
            if (member != null) {
                mergeField(target, patch, field, member);
            }
        }
    }

    private static void mergeField(Message.Builder target, Message patch, FieldDescriptor field, JsonNode json) {
        if (json.isNull()) {
            target.clearField(field);
        } else if (field.isMapField()) {
            mergeMap(target, patch, field, json);
        } else if (!field.isRepeated() && field.getJavaType() == JavaType.MESSAGE) {
            merge(target.getFieldBuilder(field), (Message) patch.getField(field), json);
        } else {
            target.setField(field, patch.getField(field));
        }
    }

    private static void mergeMap(Message.Builder target, Message patch, FieldDescriptor field, JsonNode json) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        Map<Object, Object> entries = new LinkedHashMap<>();
        List.of(target.getField(field), patch.getField(field))
                .forEach(list ->
                        ((List<?>) list).forEach(entry -> entries.put(((Message) entry).getField(key), entry)));
        json.properties().stream()
                .filter(member -> member.getValue().isNull())
                .forEach(member -> entries.remove(member.getKey()));
        target.setField(field, List.copyOf(entries.values()));
    }
}
