package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Methods that add to or take from a list of texts in the resource: {@code addHealthCheck}, {@code removeInstance},
 * {@code addResourcePolicies}. The body's only list and the resource's have the same name; the body may wrap each text in
 * a message.
 *
 * @param type the operationType
 * @param sent list in the body
 * @param target list in the resource
 */
record ListItemActions(String type, FieldDescriptor sent, FieldDescriptor target) {

    static Optional<Action<Message>> of(ComputeMethod method) {
        boolean adds = method.name().startsWith("add");
        if (!adds && !method.name().startsWith("remove") || method.bodyField().isEmpty()) {
            return Optional.empty();
        }
        Descriptor body = method.descriptor()
                .getInputType()
                .findFieldByName(method.bodyField())
                .getMessageType();
        return method.resourceType()
                .flatMap(resource -> fit(method.name(), body, resource))
                .map(action -> new Action.Change<>(action.type, adds ? action::add : action::remove));
    }

    private static Optional<ListItemActions> fit(String type, Descriptor body, Descriptor resource) {
        if (body.getFields().size() != 1) {
            return Optional.empty();
        }
        FieldDescriptor sent = body.getFields().get(0);
        return Optional.ofNullable(resource.findFieldByName(sent.getName()))
                .filter(target -> target.isRepeated() && target.getJavaType() == JavaType.STRING)
                .filter(target -> sent.isRepeated())
                .map(target -> new ListItemActions(type, sent, target));
    }

    private Message add(Transaction transaction, Link link, Message current, Call call) {
        List<String> items = items(current);
        items(call).stream()
                .filter(item -> items.stream().noneMatch(known -> same(known, item)))
                .forEach(items::add);
        return with(current, items);
    }

    private Message remove(Transaction transaction, Link link, Message current, Call call) {
        List<String> items = items(current);
        items(call).forEach(item -> items.removeIf(known -> same(known, item)));
        return with(current, items);
    }

    private Message with(Message resource, List<String> items) {
        return resource.toBuilder().setField(target, items).build();
    }

    private List<String> items(Message resource) {
        List<String> items = new ArrayList<>();
        ((List<?>) resource.getField(target)).forEach(item -> items.add((String) item));
        return items;
    }

    private List<String> items(Call call) {
        return ((List<?>) call.body().getField(sent))
                .stream().map(ListItemActions::text).map(call::url).toList();
    }

    private static String text(Object item) {
        return item instanceof Message wrapped
                ? wrapped.getAllFields().values().stream()
                        .findFirst()
                        .map(String::valueOf)
                        .orElse("")
                : (String) item;
    }

    private static boolean same(String known, String sent) {
        return known.equals(sent)
                || Link.parse(known).filter(link -> link.isNamedBy(sent)).isPresent();
    }
}
