package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.List;
import java.util.Optional;

/** The fields that most resources have, by their proto names, for code that serves every type of resource. */
final class Fields {
    private Fields() {}

    static boolean has(Descriptor type, String name) {
        return type.findFieldByName(name) != null;
    }

    /** The text of a field; empty where it is not set or the type has no such field. */
    static String text(MessageOrBuilder message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field == null ? "" : String.valueOf(message.getField(field));
    }

    /** Sets a field if the type has it. */
    static void set(Message.Builder builder, String name, Object value) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            builder.setField(field, value);
        }
    }

    /** Sets a field if the type has it and nobody has set it. */
    static void setDefault(Message.Builder builder, String name, Object value) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        if (field != null && !field.isRepeated() && !builder.hasField(field)) {
            builder.setField(field, value);
        }
    }

    /** Makes a field of one message what it is in another of the same type. */
    static void copy(MessageOrBuilder from, Message.Builder to, String name) {
        FieldDescriptor field = to.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            return;
        }
        if (field.isRepeated() || from.hasField(field)) {
            to.setField(field, from.getField(field));
        } else {
            to.clearField(field);
        }
    }

    /** Copies a field of the same name and type between messages of different types. */
    static void copyAlike(MessageOrBuilder from, Message.Builder to, String name) {
        FieldDescriptor source = from.getDescriptorForType().findFieldByName(name);
        FieldDescriptor target = to.getDescriptorForType().findFieldByName(name);
        if (source != null && target != null && (source.isRepeated() || from.hasField(source))) {
            to.setField(target, from.getField(source));
        }
    }

    /** A message of another type with all fields of the same names; the API has many such pairs. */
    static <M extends Message> M as(M prototype, Message from) {
        Message.Builder builder = prototype.newBuilderForType();
        from.getDescriptorForType().getFields().forEach(field -> copyAlike(from, builder, field.getName()));
        @SuppressWarnings("unchecked") // a builder made from an M builds an M
        M copied = (M) builder.build();
        return copied;
    }

    /** A field that is a list of messages; empty if the type has none of this name. */
    static List<Message> messages(MessageOrBuilder message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field == null
                ? List.of()
                : ((List<?>) message.getField(field))
                        .stream().map(Message.class::cast).toList();
    }

    static void clear(Message.Builder builder, String name) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            builder.clearField(field);
        }
    }

    /** The only list of messages in a list response: its items. */
    static Optional<FieldDescriptor> items(Descriptor listType) {
        List<FieldDescriptor> lists = listType.getFields().stream()
                .filter(FieldDescriptor::isRepeated)
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .toList();
        return lists.stream()
                .filter(field -> field.getName().equals("items"))
                .findAny()
                .or(() -> lists.stream().findFirst());
    }
}
