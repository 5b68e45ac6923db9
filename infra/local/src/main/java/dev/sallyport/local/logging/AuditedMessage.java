package dev.sallyport.local.logging;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Requests and answers as audit logs hold them: as JSON with a type, and without secrets. */
public final class AuditedMessage {
    private static final String TYPE_PREFIX = "type.googleapis.com/";

    private AuditedMessage() {}

    /** What there is to say of a request without a body. */
    public static Struct ofNothing(String type) {
        return Struct.newBuilder().putFields("@type", text(TYPE_PREFIX + type)).build();
    }

    /** A message whose type has only client secrets for secrets. */
    public static Struct of(Message message, String type) {
        return of(message, type, field -> field.getName().equals("client_secret"));
    }

    /** @param secret tells the fields that are left out, however deep they are */
    public static Struct of(Message message, String type, Predicate<FieldDescriptor> secret) {
        Struct.Builder json = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(JsonFormat.printer().print(without(secret, message)), json);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(message.getDescriptorForType().getFullName() + " has no form in JSON", e);
        }
        return json.putFields("@type", text(TYPE_PREFIX + type)).build();
    }

    private static Message without(Predicate<FieldDescriptor> secret, Message message) {
        Message.Builder rest = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (secret.test(field)) {
                rest.clearField(field);
            } else if (field.getJavaType() == JavaType.MESSAGE && !field.isMapField()) {
                rest.setField(field, withoutIn(secret, field, entry.getValue()));
            }
        }
        return rest.build();
    }

    private static Object withoutIn(Predicate<FieldDescriptor> secret, FieldDescriptor field, Object value) {
        return field.isRepeated()
                ? ((List<?>) value)
                        .stream().map(each -> without(secret, (Message) each)).toList()
                : without(secret, (Message) value);
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
