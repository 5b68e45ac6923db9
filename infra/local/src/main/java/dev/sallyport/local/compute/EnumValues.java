package dev.sallyport.local.compute;

import com.google.common.base.CaseFormat;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.sallyport.local.api.ApiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of enumerations. In the types that Google publishes such a field is plain text, and beside it stands an
 * enumeration of the same name with the values there are.
 */
final class EnumValues {
    /** The published types lack some of the values that these have, as the comments beside them say. */
    private static final Set<String> INCOMPLETE = Set.of(
            "InstanceGroupManagerInstanceLifecyclePolicy.on_failed_health_check",
            "InstanceGroupManagerUpdatePolicy.type",
            "ManagedInstance.current_action",
            "ManagedInstance.instance_status",
            "NetworkProfileNetworkFeatures.address_purposes",
            "NetworkProfileNetworkFeatures.subnetwork_purposes");

    private static final Map<Descriptor, Map<FieldDescriptor, EnumDescriptor>> ENUMS = new ConcurrentHashMap<>();

    private EnumValues() {}

    /** @throws ApiException naming the first value in the body that its enumeration does not have */
    static void check(Message body) {
        check(body, "resource");
    }

    private static void check(Message message, String path) {
        Map<FieldDescriptor, EnumDescriptor> enums =
                ENUMS.computeIfAbsent(message.getDescriptorForType(), EnumValues::of);
        message.getAllFields().forEach((field, value) -> {
            String place = path + "." + field.getName();
            if (field.isMapField()) {
                return;
            }
            if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    check(field, list.get(i), place + "[" + i + "]", enums);
                }
            } else {
                check(field, value, place, enums);
            }
        });
    }

    private static void check(
            FieldDescriptor field, Object value, String place, Map<FieldDescriptor, EnumDescriptor> enums) {
        if (value instanceof Message nested) {
            check(nested, place);
        } else if (enums.containsKey(field) && !has(enums.get(field), (String) value)) {
            throw ApiException.badRequest("Invalid value at '" + place + "' (type.googleapis.com/"
                    + enums.get(field).getFullName() + "), \""
                    + TextFormat.escapeDoubleQuotesAndBackslashes((String) value) + "\"");
        }
    }

    /** Some clients send an empty text for what they leave open. */
    private static boolean has(EnumDescriptor values, String value) {
        return value.isEmpty() || values.findValueByName(value) != null;
    }

    private static Map<FieldDescriptor, EnumDescriptor> of(Descriptor type) {
        Map<FieldDescriptor, EnumDescriptor> enums = new HashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            String name = CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, field.getName());
            EnumDescriptor values = Optional.ofNullable(type.findEnumTypeByName(name))
                    .orElseGet(() -> type.findEnumTypeByName(name + "Enum"));
            if (field.getJavaType() == JavaType.STRING && values != null && isComplete(field, values)) {
                enums.put(field, values);
            }
        }
        return enums;
    }

    /** Where there is only the value for "undefined", the values stand elsewhere. */
    private static boolean isComplete(FieldDescriptor field, EnumDescriptor values) {
        String name = field.getContainingType().getName() + "." + field.getName();
        return values.getValues().size() > 1 && !INCOMPLETE.contains(name);
    }
}
