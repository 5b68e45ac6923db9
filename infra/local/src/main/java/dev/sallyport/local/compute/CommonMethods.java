package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The methods that change resources and that all collections have in common, and those of a collection's own. */
final class CommonMethods {
    private final Behaviours behaviours;
    private final ResourceWriter writer;

    /** A change that has been made, and what its operation says of it. */
    record Changed(Link target, Message resource, String operationType) {
        long targetId() {
            String id = Fields.text(resource, "id");
            return id.isEmpty() ? 0 : Long.parseUnsignedLong(id);
        }
    }

    CommonMethods(Behaviours behaviours, ResourceWriter writer) {
        this.behaviours = behaviours;
        this.writer = writer;
    }

    Message get(Transaction transaction, Call call) {
        Message resource = transaction
                .get(call.link())
                .or(() -> Departures.find(transaction, call.link()))
                .orElseThrow(() -> Refusals.notFound(call.link()));
        return writer.shown(transaction, call.link(), resource);
    }

    /** What a change would be about, for an operation that fails. */
    Changed target(Transaction transaction, Call call) {
        boolean insert = call.method().kind() == MethodKind.INSERT;
        Link link = insert ? call.link(Fields.text(call.body(), "name")) : call.link();
        Message resource = transaction.get(link).orElse(null);
        return changed(link, call, resource == null ? call.body() : resource);
    }

    Changed change(Transaction transaction, Call call) {
        return switch (call.method().kind()) {
            case INSERT -> insert(transaction, call);
            case PATCH, UPDATE -> update(transaction, call);
            case DELETE -> delete(transaction, call);
            case SET_LABELS -> setLabels(transaction, call);
            default -> throw new IllegalArgumentException(call.method().id() + " changes nothing");
        };
    }

    private Changed insert(Transaction transaction, Call call) {
        if (call.method().scope() == Scope.Kind.ORGANIZATION) {
            Link policy = OrganizationPolicies.newName(transaction, call);
            return changed(policy, call, OrganizationPolicies.insert(transaction, policy, call));
        }
        Message sent = call.body();
        String name = Names.check("resource.name", Fields.text(sent, "name"));
        Link link = call.link(name);
        link.parent().ifPresent(parent -> existing(transaction, parent));
        Behaviour<Message> behaviour = behaviours.of(link.collection());
        Message created = writer.create(transaction, link, behaviour.sent(transaction, call, sent));
        return changed(link, call, created);
    }

    private Changed update(Transaction transaction, Call call) {
        Link link = named(call);
        Message before = existing(transaction, link);
        Message sent = call.body();
        checkFingerprint(call, before, sent);
        boolean patch = call.method().kind() == MethodKind.PATCH;
        Message wanted = patch ? MergePatch.apply(before, sent, call.json()) : sent;
        checkImmutable(link, before, sent);
        Message after = writer.replace(transaction, link, before, kept(link, before, wanted));
        return changed(link, call, after);
    }

    /** Autoscalers are named in the query, or if not there in the body. */
    private static Link named(Call call) {
        Link link = call.link();
        return link.name().isEmpty() ? call.link(Names.check("resource.name", Fields.text(call.body(), "name"))) : link;
    }

    private Changed delete(Transaction transaction, Call call) {
        Link link = call.link();
        Message last = existing(transaction, link);
        writer.delete(transaction, link);
        Stream.concat(Stream.of(PolicyMethods.place(link)), LyingWithin.of(transaction, link))
                .filter(transaction::exists)
                .forEach(transaction::remove);
        return changed(link, call, last);
    }

    private Changed setLabels(Transaction transaction, Call call) {
        Link link = call.link();
        Message before = existing(transaction, link);
        Message sent = call.body();
        if (!Fields.text(sent, "label_fingerprint").equals(Fields.text(before, "label_fingerprint"))) {
            throw Refusals.staleLabelFingerprint();
        }
        Message.Builder after = before.toBuilder();
        FieldDescriptor labels = sent.getDescriptorForType().findFieldByName("labels");
        Fields.set(after, "labels", sent.getField(labels));
        return changed(link, call, writer.change(transaction, link, before, after.build()));
    }

    /** A method of the collection's own that changes the resource. */
    <M extends Message> Changed change(Transaction transaction, Call call, Action.Change<M> action) {
        Link link = call.link();
        Behaviour<M> behaviour = behaviours.of(link.collection());
        M before = behaviour.cast(existing(transaction, link));
        M after = action.changer().change(transaction, link, before, call);
        if (after != before) {
            writer.change(transaction, link, before, after);
        }
        return new Changed(link, before, action.operationType());
    }

    private Changed changed(Link link, Call call, Message resource) {
        String type =
                behaviours.of(link.collection()).operationType(call.method().kind(), call);
        return new Changed(link, resource, type);
    }

    private void checkFingerprint(Call call, Message before, Message sent) {
        String fingerprint = Fields.text(sent, "fingerprint");
        Behaviour<Message> behaviour = behaviours.of(call.method().collection());
        if (fingerprint.isEmpty()) {
            if (behaviour.needsFingerprint(call.method().kind(), call.scope())) {
                throw Refusals.requiredField("resource.fingerprint");
            }
        } else if (!fingerprint.equals(Fields.text(before, "fingerprint"))) {
            throw Refusals.staleFingerprint();
        }
    }

    private void checkImmutable(Link link, Message before, Message sent) {
        Set<String> fields = new TreeSet<>(behaviours.of(link.collection()).immutable());
        if (Fields.has(sent.getDescriptorForType(), "name")) {
            fields.add("name");
        }
        for (String name : fields) {
            FieldDescriptor field = sent.getDescriptorForType().findFieldByName(name);
            boolean given = field.isRepeated() ? sent.getRepeatedFieldCount(field) > 0 : sent.hasField(field);
            if (given && !same(sent.getField(field), before.getField(field))) {
                throw Refusals.invalidValue(
                        "resource." + field.getJsonName(),
                        String.valueOf(sent.getField(field)).strip(),
                        "The field cannot be changed after the resource has been created.");
            }
        }
    }

    /** A replacement that leaves out an immutable field keeps its value. */
    private Message kept(Link link, Message before, Message wanted) {
        Message.Builder builder = wanted.toBuilder();
        for (String name : behaviours.of(link.collection()).immutable()) {
            Fields.copy(before, builder, name);
        }
        return builder.build();
    }

    private static boolean same(Object sent, Object before) {
        if (sent instanceof String text && before instanceof String known) {
            Optional<Link> link = Link.parse(known);
            return text.equals(known) || link.isPresent() && link.get().isNamedBy(text);
        }
        return sent.equals(before);
    }

    /** @throws dev.sallyport.local.api.ApiException if it is not there */
    static Message existing(Transaction transaction, Link link) {
        return transaction.get(link).orElseThrow(() -> Refusals.notFound(link));
    }
}
