package dev.sallyport.converge;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.google.GoogleFailure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One collection of Compute resources as the converge engine uses it: the same few calls for every type.
 *
 * @param <M> the resource's message
 */
public final class ResourceCollection<M extends Message> {
    private final String name;
    private final String parent;
    private final Function<String, M> get;
    private final Insert<M> insert;
    private Modify<M> patch;
    private Modify<M> update;
    private Delete delete;
    private Optional<Set<String>> changeable = Optional.empty();

    /**
     * @param parent the scope's link, such as {@code projects/p/global}
     * @param name as it stands in links, such as {@code backendServices}
     */
    ResourceCollection(String parent, String name, Function<String, M> get, Insert<M> insert) {
        this.parent = parent;
        this.name = name;
        this.get = get;
        this.insert = insert;
    }

    /** Merges the fields given into the resource. Without it, resources of this collection are only ever replaced. */
    ResourceCollection<M> patch(Modify<M> call) {
        patch = call;
        return this;
    }

    /** As {@link #patch(Modify)}, for these fields only; others can't be changed in place. */
    ResourceCollection<M> patchOnly(Set<String> fields, Modify<M> call) {
        changeable = Optional.of(fields);
        return patch(call);
    }

    /** Writes the resource as a whole, which clears what is not given. */
    ResourceCollection<M> update(Modify<M> call) {
        update = call;
        return this;
    }

    ResourceCollection<M> delete(Delete call) {
        delete = call;
        return this;
    }

    /** The collection's name in links, such as {@code backendServices}. */
    public String name() {
        return name;
    }

    /** The partial link of a resource of this collection. */
    public String link(String resource) {
        return parent + "/" + name + "/" + resource;
    }

    public Optional<M> find(String resource) {
        return GoogleFailure.finding(() -> get.apply(resource));
    }

    boolean canChange(String field) {
        return patch != null && changeable.map(fields -> fields.contains(field)).orElse(true);
    }

    boolean canPatch() {
        return patch != null;
    }

    String insert(M resource, String requestId) {
        return operationOf(GoogleFailure.translating(() -> insert.call(resource, requestId)));
    }

    String patch(String resource, M fields, String requestId) {
        return operationOf(GoogleFailure.translating(() -> patch.call(resource, fields, requestId)));
    }

    String update(String resource, M whole, String requestId) {
        if (update == null) {
            throw new IllegalStateException("collection: " + name + " (expected: one with update)");
        }
        return operationOf(GoogleFailure.translating(() -> update.call(resource, whole, requestId)));
    }

    String delete(String resource, String requestId) {
        if (delete == null) {
            throw new IllegalStateException("collection: " + name + " (expected: one with delete)");
        }
        return operationOf(GoogleFailure.translating(() -> delete.call(resource, requestId)));
    }

    private String operationOf(Operation operation) {
        return parent + "/operations/" + operation.getName();
    }

    @FunctionalInterface
    interface Insert<M> {
        Operation call(M resource, String requestId);
    }

    @FunctionalInterface
    interface Modify<M> {
        Operation call(String resource, M content, String requestId);
    }

    @FunctionalInterface
    interface Delete {
        Operation call(String resource, String requestId);
    }
}
