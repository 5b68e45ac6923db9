package dev.sallyport.converge;

import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import dev.sallyport.google.GoogleFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private Supplier<? extends Iterable<M>> list;
    private Optional<Set<String>> changeable = Optional.empty();
    private Memory memory = Memory.none();

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

    ResourceCollection<M> list(Supplier<? extends Iterable<M>> call) {
        list = call;
        return this;
    }

    /** Answers from one list of all where the memory keeps it. */
    ResourceCollection<M> remembering(Memory kept) {
        memory = kept;
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
        return memory.keeps() && list != null
                ? Optional.ofNullable(listed().get(resource))
                : GoogleFailure.finding(() -> get.apply(resource));
    }

    /** All there are, whoever made them. */
    public List<M> all() {
        return List.copyOf(listed().values());
    }

    private Map<String, M> listed() {
        if (list == null) {
            throw new IllegalStateException("collection: " + name + " (expected: one with list)");
        }
        return memory.recall(
                parent + "/" + name,
                () -> GoogleFailure.translating(() -> {
                    Map<String, M> all = new LinkedHashMap<>();
                    list.get().forEach(resource -> all.put(ComputeMessage.text(resource, "name"), resource));
                    return all;
                }));
    }

    /** The names of those that bear the mark, whatever names the request has for them now. */
    public List<String> namesOf(Mark mark) {
        Map<String, List<String>> names =
                memory.recall(parent + "/" + name + " by deployment", () -> byDeployment(listed()));
        return names.getOrDefault(mark.deployment(), List.of());
    }

    private static <M extends Message> Map<String, List<String>> byDeployment(Map<String, M> resources) {
        Map<String, List<String>> names = new HashMap<>();
        resources.forEach((resource, message) -> Mark.ownerOf(ComputeMessage.text(message, "description"))
                .ifPresent(owner ->
                        names.computeIfAbsent(owner, first -> new ArrayList<>()).add(resource)));
        return names;
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

    /** The operation, or empty if somebody else was quicker. */
    Optional<String> delete(String resource, String requestId) {
        if (delete == null) {
            throw new IllegalStateException("collection: " + name + " (expected: one with delete)");
        }
        return GoogleFailure.finding(() -> delete.call(resource, requestId)).map(this::operationOf);
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
