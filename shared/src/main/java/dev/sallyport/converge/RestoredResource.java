package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.Set;

/**
 * A Compute resource of somebody else's that had to go for a while, and comes back as it was. If one of its name is there
 * again, somebody has decided otherwise meanwhile, and it is left alone.
 *
 * @param asItWas as the API showed it before it was deleted
 */
public record RestoredResource<M extends Message>(ResourceCollection<M> collection, M asItWas) implements Resource<M> {
    /** What the API says of a resource and does not let anybody set. */
    private static final Set<String> OUTPUT_ONLY =
            Set.of("id", "creation_timestamp", "self_link", "self_link_with_id", "kind", "fingerprint");

    @Override
    public String id() {
        return collection.name() + "/" + name();
    }

    @Override
    public String place() {
        return collection.link(name());
    }

    @Override
    public Optional<M> observe() {
        return collection.find(name());
    }

    @Override
    public Change change(Optional<M> observed) {
        return observed.isPresent() ? new Change.None() : new Change.Create();
    }

    @Override
    public Optional<M> expected(Change change, Optional<M> observed) {
        return observed.or(() -> Optional.of(asItWas));
    }

    @Override
    public Optional<StartedOperation> apply(Change change, Optional<M> observed, OperationLog log) {
        String action = id() + "/insert";
        return Optional.of(new StartedOperation(action, collection.insert(settable(), log.requestId(action))));
    }

    private String name() {
        return ComputeMessage.text(asItWas, "name");
    }

    private M settable() {
        Message.Builder settable = asItWas.toBuilder();
        asItWas.getAllFields().keySet().stream()
                .filter(field -> OUTPUT_ONLY.contains(field.getName()))
                .forEach(settable::clearField);
        return ComputeMessage.built(asItWas, settable);
    }
}
