package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/** A Compute resource that must not be there. Whoever asks for this has decided that it may be deleted. */
public record AbsentResource<M extends Message>(ResourceCollection<M> collection, String name) implements Resource<M> {
    @Override
    public String id() {
        return collection.name() + "/" + name;
    }

    @Override
    public String place() {
        return collection.link(name);
    }

    @Override
    public Optional<M> observe() {
        return collection.find(name);
    }

    @Override
    public Change change(Optional<M> observed) {
        return observed.isPresent() ? new Change.Delete() : new Change.None();
    }

    @Override
    public Optional<M> expected(Change change, Optional<M> observed) {
        return Optional.empty();
    }

    @Override
    public Optional<StartedOperation> apply(Change change, Optional<M> observed, OperationLog log) {
        String action = id() + "/delete";
        return collection.delete(name, log.requestId(action)).map(operation -> new StartedOperation(action, operation));
    }
}
