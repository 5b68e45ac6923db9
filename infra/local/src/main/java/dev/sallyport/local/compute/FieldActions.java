package dev.sallyport.local.compute;

import com.google.common.base.CaseFormat;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Methods that set fields of a resource from their body: {@code setProxyHeader}, {@code setEdgeSecurityPolicy},
 * {@code deprecate}. Where the body goes is found by type and name.
 *
 * @param type the operationType
 * @param whole field that takes the whole body; null if its members are taken one by one
 * @param parts field of the resource for each field of the body
 */
record FieldActions(String type, FieldDescriptor whole, Map<FieldDescriptor, FieldDescriptor> parts) {
    private static final Pattern VERB = Pattern.compile("(?:set|update)([A-Z]\\w*)|(deprecate)");
    private static final String FINGERPRINT = "fingerprint";

    static Optional<Action<Message>> of(ComputeMethod method) {
        Matcher verb = VERB.matcher(method.name());
        if (!verb.matches() || method.bodyField().isEmpty() || !method.startsOperation()) {
            return Optional.empty();
        }
        Descriptor body = method.descriptor()
                .getInputType()
                .findFieldByName(method.bodyField())
                .getMessageType();
        String named =
                verb.group(1) == null ? "" : CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, verb.group(1));
        return method.resourceType()
                .flatMap(resource -> fit(method.name(), body, resource, named))
                .map(action -> new Action.Change<>(action.type, action::set));
    }

    private static Optional<FieldActions> fit(String type, Descriptor body, Descriptor resource, String named) {
        List<FieldDescriptor> ofItsType = resource.getFields().stream()
                .filter(field -> field.getJavaType() == JavaType.MESSAGE && !field.isRepeated())
                .filter(field -> field.getMessageType().equals(body))
                .toList();
        if (ofItsType.size() == 1) {
            return Optional.of(new FieldActions(type, ofItsType.get(0), Map.of()));
        }
        Map<FieldDescriptor, FieldDescriptor> parts = new LinkedHashMap<>();
        List<FieldDescriptor> sent = body.getFields().stream()
                .filter(field -> !field.getName().equals(FINGERPRINT))
                .toList();
        for (FieldDescriptor part : sent) {
            Optional<FieldDescriptor> target = sent.size() == 1 ? only(part, resource, named) : alike(part, resource);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            parts.put(part, target.get());
        }
        return Optional.of(new FieldActions(type, null, parts));
    }

    /** The only part of a body goes where the method's name says, if that fits, else to the field of its own name. */
    private static Optional<FieldDescriptor> only(FieldDescriptor part, Descriptor resource, String named) {
        return resource.getFields().stream()
                .filter(field -> !named.isEmpty() && field.getName().startsWith(named) && sameType(part, field))
                .findFirst()
                .or(() -> alike(part, resource));
    }

    private static Optional<FieldDescriptor> alike(FieldDescriptor part, Descriptor resource) {
        return Optional.ofNullable(resource.findFieldByName(part.getName())).filter(field -> sameType(part, field));
    }

    private static boolean sameType(FieldDescriptor one, FieldDescriptor other) {
        boolean sameMessage =
                one.getJavaType() != JavaType.MESSAGE || one.getMessageType().equals(other.getMessageType());
        return one.getType() == other.getType() && one.isRepeated() == other.isRepeated() && sameMessage;
    }

    private Message set(Transaction transaction, Link link, Message current, Call call) {
        Message body = call.body();
        String fingerprint = Fields.text(body, FINGERPRINT);
        if (!fingerprint.isEmpty() && !fingerprint.equals(Fields.text(current, FINGERPRINT))) {
            throw Refusals.staleFingerprint();
        }
        Message.Builder changed = current.toBuilder();
        if (whole != null) {
            changed.setField(whole, body);
        }
        parts.forEach((part, target) -> {
            if (part.isRepeated() || body.hasField(part)) {
                changed.setField(target, body.getField(part));
            } else {
                changed.clearField(target);
            }
        });
        copyParameters(call, changed);
        return changed.build();
    }

    /** What the query says of the resource besides, such as the failover ratio of a backup pool. */
    private static void copyParameters(Call call, Message.Builder changed) {
        call.request().getAllFields().forEach((parameter, value) -> {
            FieldDescriptor target = changed.getDescriptorForType().findFieldByName(parameter.getName());
            boolean inPath = List.of("project", "region", "zone", call.method().nameVariable())
                    .contains(parameter.getName());
            if (target != null && !inPath && sameType(parameter, target)) {
                changed.setField(target, value);
            }
        });
    }
}
