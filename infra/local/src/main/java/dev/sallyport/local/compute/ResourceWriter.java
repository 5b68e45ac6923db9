package dev.sallyport.local.compute;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes resources the way every write goes, whether a client asked for it or the cloud makes something by itself:
 * links in full, references there, completed by the collection's behaviour, identified, fingerprinted.
 */
final class ResourceWriter {
    private final Behaviours behaviours;

    ResourceWriter(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    /** Inserts a resource. */
    <M extends Message> M create(Transaction transaction, Link link, M sent) {
        if (transaction.get(link).isPresent()) {
            throw Refusals.alreadyExists(link);
        }
        Behaviour<M> behaviour = behaviours.of(link.collection());
        Message.Builder builder = sent.toBuilder();
        behaviour.outputOnly().forEach(field -> Fields.clear(builder, field));
        identify(builder, transaction, link);
        if (!behaviour.takesLabelsOnInsert()) {
            Fields.clear(builder, "labels");
        }
        return store(transaction, link, builder, behaviour, Optional.empty());
    }

    /** Makes a resource what a client wants it to be from now on, as far as clients may say. */
    <M extends Message> M replace(Transaction transaction, Link link, M before, M wanted) {
        Behaviour<M> behaviour = behaviours.of(link.collection());
        Message.Builder builder = wanted.toBuilder();
        behaviour.outputOnly().forEach(field -> Fields.copy(before, builder, field));
        return change(transaction, link, before, builder, behaviour);
    }

    /** Makes a resource what the cloud itself has made of it, output-only fields included. */
    <M extends Message> M change(Transaction transaction, Link link, M before, M wanted) {
        return change(transaction, link, before, wanted.toBuilder(), behaviours.of(link.collection()));
    }

    private <M extends Message> M change(
            Transaction transaction, Link link, M before, Message.Builder builder, Behaviour<M> behaviour) {
        for (String field : new String[] {"id", "creation_timestamp", "self_link_with_id"}) {
            Fields.copy(before, builder, field);
        }
        locate(builder, link);
        return store(transaction, link, builder, behaviour, Optional.of(before));
    }

    /** Deletes a resource that nobody uses. */
    void delete(Transaction transaction, Link link) {
        Message last = transaction.get(link).orElseThrow(() -> Refusals.notFound(link));
        Behaviour<Message> behaviour = behaviours.of(link.collection());
        users(transaction, link)
                .filter(user -> behaviour.keptBy(transaction, user))
                .min(Comparator.comparing(Link::path))
                .ifPresent(user -> {
                    throw behaviour.inUse(transaction, link, user);
                });
        transaction.remove(link);
        behaviour.deleted(transaction, link, last);
    }

    /** A resource as clients see it. */
    <M extends Message> M shown(Transaction transaction, Link link, M stored) {
        Behaviour<M> behaviour = behaviours.of(link.collection());
        return behaviour.shown(transaction, link, stored);
    }

    /** Whoever refers to a resource. */
    Stream<Link> users(Transaction transaction, Link link) {
        Stream<Stored> leaving = Stream.concat(Departures.of(transaction), transaction.lingeringUses().stream());
        return Stream.concat(transaction.under(new Term.Refers(link)), leaving)
                .filter(stored -> refers(stored, link))
                .map(Stored::link);
    }

    private boolean refers(Stored stored, Link target) {
        Behaviour<?> behaviour = behaviours.of(stored.link().collection());
        return behaviour.references().stream()
                .filter(reference -> reference.targets().contains(target.collection()) && behaviour.holds(reference))
                .flatMap(reference -> References.values(stored.message(), reference.path()).stream())
                .anyMatch(target::isNamedBy);
    }

    private <M extends Message> M store(
            Transaction transaction, Link link, Message.Builder builder, Behaviour<M> behaviour, Optional<M> before) {
        if (behaviour.defaultDescription() != null) {
            Fields.setDefault(builder, "description", behaviour.defaultDescription());
        }
        behaviour.references().forEach(reference -> resolve(transaction, builder, reference));
        M completed = behaviour.complete(transaction, link, behaviour.cast(builder.build()), before);
        M stamped = behaviour.cast(stamp(completed));
        transaction.put(link, stamped);
        behaviour.changed(transaction, link, before, stamped);
        return stamped;
    }

    private void resolve(Transaction transaction, Message.Builder builder, Reference reference) {
        References.rewrite(builder, reference.path(), "resource", (field, text) -> {
            Link target = Link.parse(text, transaction.project().id())
                    .map(transaction::canonical)
                    .filter(link -> reference.targets().contains(link.collection()))
                    .orElseThrow(() -> Refusals.invalidValue(field, text, "The URL is malformed."));
            if (looksUp(reference, target)) {
                lookUp(transaction, field, target, reference);
            }
            return target.url();
        });
    }

    private static void lookUp(Transaction transaction, String field, Link target, Reference reference) {
        if (Operations.isChanging(transaction, target)) {
            throw Refusals.notReady(target);
        }
        if (!transaction.exists(target)) {
            throw reference.refuse(field, target);
        }
    }

    /** What a collection without behaviour of its own holds is nobody's business here. */
    private boolean looksUp(Reference reference, Link target) {
        return reference.missing() != Reference.Missing.ALLOWED && behaviours.has(target.collection());
    }

    private static void identify(Message.Builder builder, Transaction transaction, Link link) {
        long id = transaction.nextId();
        Fields.set(builder, "id", id);
        Fields.set(builder, "creation_timestamp", Timestamps.of(transaction.now()));
        Fields.set(
                builder,
                "self_link_with_id",
                link.named(Long.toUnsignedString(id)).url());
        locate(builder, link);
    }

    private static void locate(Message.Builder builder, Link link) {
        Descriptor type = builder.getDescriptorForType();
        Fields.set(builder, "kind", "compute#" + ComputeMethod.lowerFirst(type.getName()));
        Fields.set(builder, "name", link.name().isEmpty() ? link.project() : link.name());
        Fields.set(builder, "self_link", link.url());
        String place =
                Link.ROOT + "projects/" + link.project() + "/" + link.scope().path();
        switch (link.scope().kind()) {
            case REGION -> Fields.set(builder, "region", place);
            case ZONE -> {
                Fields.set(builder, "zone", place);
                Fields.clear(builder, "region");
            }
            case GLOBAL -> Fields.clear(builder, "region");
            case PROJECT, ORGANIZATION -> {}
        }
    }

    private static Message stamp(Message message) {
        Message.Builder builder = message.toBuilder();
        Fields.clear(builder, "fingerprint");
        Fields.clear(builder, "label_fingerprint");
        Message bare = builder.build();
        Fields.set(builder, "fingerprint", Fingerprint.of(bare));
        Fields.set(builder, "label_fingerprint", Fingerprint.ofLabels(bare));
        return builder.build();
    }
}
