package dev.sallyport.converge;

import com.google.protobuf.Message;
import java.util.Optional;

/**
 * A Compute resource that goes with its deployment. One that does not bear the mark, or does not any more, is somebody
 * else's and stays.
 */
public record AbsentOwned<M extends Message>(ResourceCollection<M> collection, String name, Mark mark)
        implements Resource<M> {
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
        return collection.find(name).filter(mark::isOn);
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
        return new AbsentResource<>(collection, name).apply(change, observed, log);
    }
}
