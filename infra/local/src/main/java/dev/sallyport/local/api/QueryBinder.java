package dev.sallyport.local.api;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;
import java.util.Set;

/** Sets fields of a request from path variables and query parameters; nested fields have dotted names. */
final class QueryBinder {
    private static final Set<String> SYSTEM_PARAMETERS = Set.of(
            "alt",
            "$alt",
            "prettyPrint",
            "$prettyPrint",
            "fields",
            "$fields",
            "key",
            "quotaUser",
            "$userProject",
            "userProject",
            "access_token",
            "oauth_token",
            "callback",
            "$callback",
            "upload_protocol",
            "uploadType",
            "$.xgafv",
            "$httpMethod",
            "$apiKey",
            "trace",
            "userIp");

    private QueryBinder() {}

    static void bindPath(Map<String, String> variables, Message.Builder request) {
        variables.forEach((name, value) -> bind(name, value, request));
    }

    /** @throws ApiException for an unknown parameter or a value that does not fit */
    static void bindQuery(Iterable<Map.Entry<String, String>> parameters, Message.Builder request) {
        for (Map.Entry<String, String> parameter : parameters) {
            boolean system = SYSTEM_PARAMETERS.contains(parameter.getKey())
                    && FieldNames.find(request.getDescriptorForType(), parameter.getKey())
                            .isEmpty();
            if (!system) {
                bind(parameter.getKey(), parameter.getValue(), request);
            }
        }
    }

    private static void bind(String path, String value, Message.Builder request) {
        Message.Builder owner = request;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            FieldDescriptor field = field(owner.getDescriptorForType(), names[i], path);
            if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
                throw unknown(path);
            }
            owner = owner.getFieldBuilder(field);
        }
        set(owner, field(owner.getDescriptorForType(), names[names.length - 1], path), path, value);
    }

    private static void set(Message.Builder owner, FieldDescriptor field, String path, String value) {
        Object read = field.getJavaType() == JavaType.MESSAGE
                ? message(owner, field, path, value)
                : ScalarReader.read(TextNode.valueOf(value), field);
        if (read == null) {
            String place = path.substring(0, path.lastIndexOf('.') + 1) + field.getName();
            throw ApiException.badRequest("Invalid value at '" + place + "' (TYPE_"
                    + field.getType().name() + "), " + TextNode.valueOf(value));
        }
        if (field.isRepeated()) {
            owner.addRepeatedField(field, read);
        } else {
            owner.setField(field, read);
        }
    }

    /** Field masks, durations and the like are plain text in a query. */
    private static Message message(Message.Builder owner, FieldDescriptor field, String path, String value) {
        if (field.isMapField()) {
            throw unknown(path);
        }
        Message.Builder nested = owner.newBuilderForField(field);
        try {
            JsonFormat.parser().merge(TextNode.valueOf(value).toString(), nested);
            return nested.build();
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static FieldDescriptor field(Descriptor type, String name, String path) {
        return FieldNames.find(type, name).orElseThrow(() -> unknown(path));
    }

    private static ApiException unknown(String name) {
        return ApiException.badRequest("Invalid JSON payload received. Unknown name \"" + name
                + "\": Cannot bind query parameter. Field '" + name + "' could not be found in request message.");
    }
}
