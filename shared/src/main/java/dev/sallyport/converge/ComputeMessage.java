package dev.sallyport.converge;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;

/** The messages that patches and updates are made of. */
final class ComputeMessage {
    private ComputeMessage() {}

    /** @throws IllegalArgumentException if messages of this type have no such field */
    static FieldDescriptor field(Message message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException("field: " + name + " (expected: one of "
                    + message.getDescriptorForType().getFullName() + ")");
        }
        return field;
    }

    /** The value of a field of text. */
    static String text(Message message, String name) {
        return message.getField(field(message, name)).toString();
    }

    /** A patch: the fields as they should be, and the fingerprint of what was seen, where the type has one. */
    static <M extends Message> M extract(M desired, M observed, Collection<String> jsonNames) {
        Message.Builder patch = desired.newBuilderForType();
        desired.getAllFields().forEach((field, value) -> {
            if (jsonNames.contains(field.getJsonName())) {
                patch.setField(field, value);
            }
        });
        observed.getAllFields().forEach((field, value) -> {
            if (field.getName().equals("fingerprint")) {
                patch.setField(field, value);
            }
        });
        return built(desired, patch);
    }

    /** A whole resource: what was seen, with some fields as they should be and some cleared. */
    static <M extends Message> M merged(
            M observed, M desired, Collection<String> jsonNames, List<FieldDescriptor> cleared) {
        Message.Builder whole = observed.toBuilder();
        cleared.forEach(whole::clearField);
        desired.getAllFields().forEach((field, value) -> {
            if (!jsonNames.contains(field.getJsonName())) {
                return;
            }
            if (!field.isRepeated() && value instanceof Message message) {
                whole.getFieldBuilder(field).mergeFrom(message);
            } else {
                whole.setField(field, value);
            }
        });
        return built(observed, whole);
    }

    /** The same without texts that say nothing, which only count where they take the place of others. */
    static <M extends Message> M withoutEmptyTexts(M message) {
        Message.Builder spoken = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (value instanceof Message inner) {
                spoken.setField(field, withoutEmptyTexts(inner));
            } else if (value.equals("")) {
                spoken.clearField(field);
            }
        });
        return built(message, spoken);
    }

    /** The builder's message, which is of the type of the one it came from. */
    static <M extends Message> M built(M like, Message.Builder builder) {
        @SuppressWarnings("unchecked") // A builder builds messages of the type it was made from.
        M message = (M) builder.build();
        if (!like.getDescriptorForType().equals(message.getDescriptorForType())) {
            throw new IllegalArgumentException("builder of another type: " + message.getDescriptorForType());
        }
        return message;
    }
}
