package dev.sallyport.local.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A type's fields by the names JSON may use: lowerCamelCase or as in the proto file. */
final class FieldNames {
    private static final Map<Descriptor, Map<String, FieldDescriptor>> BY_TYPE = new ConcurrentHashMap<>();

    private FieldNames() {}

    static Optional<FieldDescriptor> find(Descriptor type, String name) {
        return Optional.ofNullable(
                BY_TYPE.computeIfAbsent(type, FieldNames::index).get(name));
    }

    private static Map<String, FieldDescriptor> index(Descriptor type) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
        }
        return fields;
    }
}
