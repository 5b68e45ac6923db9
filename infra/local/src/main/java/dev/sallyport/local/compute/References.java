package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Finds and rewrites the texts at a dotted path of field names within a message. */
final class References {
    private References() {}

    /** All texts at the path that are set and not empty. */
    static List<String> values(MessageOrBuilder message, String path) {
        List<String> values = new ArrayList<>();
        collect(message, path, values);
        return values;
    }

    private static void collect(MessageOrBuilder message, String path, List<String> values) {
        FieldDescriptor field = field(message, path);
        if (field == null) {
            return;
        }
        String rest = rest(path);
        for (Object value : present(message, field)) {
            if (rest.isEmpty()) {
                values.add((String) value);
            } else {
                collect((Message) value, rest, values);
            }
        }
        values.removeIf(String::isEmpty);
    }

    /**
     * Replaces each text at the path.
     *
     * @param rewrite from the field's name as the API writes it ({@code resource.backends[0].group}) and its text
     */
    static void rewrite(Message.Builder message, String path, String where, BinaryOperator<String> rewrite) {
        FieldDescriptor field = field(message, path);
        if (field == null) {
            return;
        }
        String name = where + "." + field.getJsonName();
        if (field.isRepeated()) {
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                Object value = message.getRepeatedField(field, i);
                message.setRepeatedField(field, i, rewritten(value, rest(path), name + "[" + i + "]", rewrite));
            }
        } else if (message.hasField(field)) {
            message.setField(field, rewritten(message.getField(field), rest(path), name, rewrite));
        }
    }

    private static Object rewritten(Object value, String rest, String where, BinaryOperator<String> rewrite) {
        if (value instanceof Message nested) {
            Message.Builder builder = nested.toBuilder();
            rewrite(builder, rest, where, rewrite);
            return builder.build();
        }
        String text = (String) value;
        return text.isEmpty() ? text : rewrite.apply(where, text);
    }

    private static FieldDescriptor field(MessageOrBuilder message, String path) {
        int dot = path.indexOf('.');
        return message.getDescriptorForType().findFieldByName(dot < 0 ? path : path.substring(0, dot));
    }

    private static String rest(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? "" : path.substring(dot + 1);
    }

    private static List<?> present(MessageOrBuilder message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return (List<?>) message.getField(field);
        }
        return message.hasField(field) ? List.of(message.getField(field)) : List.of();
    }
}
