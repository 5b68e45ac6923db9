package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The parts of resources that must never be readable where they are kept: keys and passwords. */
final class Secrets {
    private static final Set<String> NAMES = Set.of(
            "access_key",
            "key_value",
            "oauth2_client_secret",
            "private_key",
            "raw_key",
            "rsa_encrypted_key",
            "shared_secret");

    private static final Map<Descriptor, List<FieldDescriptor>> WAYS = new ConcurrentHashMap<>();

    private Secrets() {}

    /** Top-level fields in which there is a secret, however deep. */
    static List<FieldDescriptor> in(Message message) {
        return ways(message.getDescriptorForType()).stream()
                .filter(field -> holds(message, field))
                .toList();
    }

    private static boolean holds(Message message, FieldDescriptor field) {
        if (isSecret(field)) {
            return field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field);
        }
        List<?> nested = field.isRepeated()
                ? (List<?>) message.getField(field)
                : message.hasField(field) ? List.of(message.getField(field)) : List.of();
        return nested.stream().anyMatch(each -> !in((Message) each).isEmpty());
    }

    private static List<FieldDescriptor> ways(Descriptor type) {
        List<FieldDescriptor> known = WAYS.get(type);
        if (known == null) {
            known = type.getFields().stream()
                    .filter(field -> leads(field, new HashSet<>()))
                    .toList();
            WAYS.put(type, known);
        }
        return known;
    }

    private static boolean leads(FieldDescriptor field, Set<Descriptor> seen) {
        return isSecret(field)
                || field.getJavaType() == JavaType.MESSAGE
                        && seen.add(field.getMessageType())
                        && field.getMessageType().getFields().stream().anyMatch(inner -> leads(inner, seen));
    }

    static boolean isSecret(FieldDescriptor field) {
        return NAMES.contains(field.getName())
                || field.getName().equals("key")
                        && field.getContainingType().getName().equals("RouterMd5AuthenticationKey");
    }
}
