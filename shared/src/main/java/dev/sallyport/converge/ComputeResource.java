package dev.sallyport.converge;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A Compute resource as a stage wants it.
 *
 * <p>It is never deleted to be made again, and only what differs is written. One that Sallyport did not make for this
 * deployment, which its {@link Mark} tells, is never written at all unless it has been adopted.
 */
public final class ComputeResource<M extends Message> implements Resource<M> {
    private final ResourceCollection<M> collection;
    private final String name;
    private final M desired;
    private final Comparison comparison;
    private final Ownership ownership;
    private final List<FieldDescriptor> mustBeEmpty;
    private final UnaryOperator<M> creating;
    private final UnaryOperator<M> patching;
    private final Optional<Change.Succeed> succession;

    private ComputeResource(
            ResourceCollection<M> collection,
            String name,
            M desired,
            Comparison comparison,
            Ownership ownership,
            List<FieldDescriptor> mustBeEmpty,
            UnaryOperator<M> creating,
            UnaryOperator<M> patching,
            Optional<Change.Succeed> succession) {
        this.collection = collection;
        this.name = name;
        this.desired = desired;
        this.comparison = comparison;
        this.ownership = ownership;
        this.mustBeEmpty = mustBeEmpty;
        this.creating = creating;
        this.patching = patching;
        this.succession = succession;
    }

    /** A resource that Sallyport makes, and marks as its own. The desired message needs no name or description. */
    public static <M extends Message> ComputeResource<M> owned(
            ResourceCollection<M> collection, String name, M desired, Comparison comparison, Mark mark) {
        Message.Builder marked = desired.toBuilder();
        marked.setField(ComputeMessage.field(desired, "name"), name);
        marked.setField(ComputeMessage.field(desired, "description"), mark.description());
        M owned = ComputeMessage.built(desired, marked);
        return plain(collection, name, owned, comparison, new Ownership.Owned(mark, Adoption.none()));
    }

    /** Fields of a resource that another stage has made for the deployment. */
    public static <M extends Message> ComputeResource<M> part(
            ResourceCollection<M> collection, String name, M desired, Comparison comparison, Mark mark) {
        return plain(collection, name, desired, comparison, new Ownership.Part(mark, Adoption.none()));
    }

    /** Fields of a resource without a description, which belongs to one that is Sallyport's. */
    public static <M extends Message> ComputeResource<M> unmarkedPart(
            ResourceCollection<M> collection, String name, M desired, Comparison comparison) {
        return plain(collection, name, desired, comparison, new Ownership.Unmarked());
    }

    private static <M extends Message> ComputeResource<M> plain(
            ResourceCollection<M> collection, String name, M desired, Comparison comparison, Ownership ownership) {
        UnaryOperator<M> unchanged = UnaryOperator.identity();
        return new ComputeResource<>(
                collection, name, desired, comparison, ownership, List.of(), unchanged, unchanged, Optional.empty());
    }

    /** The same, where it may be one that Sallyport did not make. */
    public ComputeResource<M> adopting(Adoption adoption) {
        return new ComputeResource<>(
                collection,
                name,
                desired,
                comparison,
                ownership.adopting(adoption),
                mustBeEmpty,
                creating,
                patching,
                succession);
    }

    /** The same, with fields of the message that must hold nothing. They are cleared if they do. */
    public ComputeResource<M> mustBeEmpty(String... fields) {
        return new ComputeResource<>(
                collection,
                name,
                desired,
                comparison,
                ownership,
                Stream.of(fields)
                        .map(field -> ComputeMessage.field(desired, field))
                        .toList(),
                creating,
                patching,
                succession);
    }

    /** The same, with what only counts when it is made, such as a private key, put in just before it is sent. */
    public ComputeResource<M> creatingWith(UnaryOperator<M> addition) {
        return new ComputeResource<>(
                collection, name, desired, comparison, ownership, mustBeEmpty, addition, patching, succession);
    }

    /** The same, with what only goes out and never comes back, such as a secret, put into patches before they are sent. */
    public ComputeResource<M> patchingWith(UnaryOperator<M> addition) {
        return new ComputeResource<>(
                collection, name, desired, comparison, ownership, mustBeEmpty, creating, addition, succession);
    }

    /** The same, to be made in the place of another that can't be changed. */
    public ComputeResource<M> succeeding(Change.Succeed other) {
        return new ComputeResource<>(
                collection, name, desired, comparison, ownership, mustBeEmpty, creating, patching, Optional.of(other));
    }

    public String name() {
        return name;
    }

    /** The partial link of the resource. */
    public String link() {
        return collection.link(name);
    }

    public M desired() {
        return desired;
    }

    @Override
    public String id() {
        return collection.name() + "/" + name;
    }

    @Override
    public String place() {
        return link();
    }

    @Override
    public Optional<M> observe() {
        return collection.find(name);
    }

    @Override
    public Change change(Optional<M> observed) {
        return observed.map(this::changeOf).orElseGet(this::changeOfAbsent);
    }

    private Change changeOfAbsent() {
        Change change = ownership.absent(id());
        return change instanceof Change.Create
                ? succession.<Change>map(other -> other).orElse(change)
                : change;
    }

    private Change changeOf(M observed) {
        Optional<Change.Refused> foreign = ownership.refusal(id(), observed);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        List<FieldDifference> differences = new ArrayList<>(comparison.between(desired, observed));
        differences.addAll(Comparison.leftovers(mustBeEmpty, observed));
        // What may be touched bears the mark, or has been adopted and keeps its own description.
        differences.removeIf(difference -> difference.field().equals("description"));
        if (differences.isEmpty()) {
            return new Change.None();
        }
        boolean inPlace = differences.stream().allMatch(difference -> collection.canChange(difference.field()));
        return inPlace ? new Change.Patch(differences) : new Change.Replace(differences);
    }

    @Override
    public Optional<M> expected(Change change, Optional<M> observed) {
        if (change instanceof Change.Patch patch) {
            return observed.map(there -> ComputeMessage.merged(there, desired, fieldsOf(patch), mustBeEmpty));
        }
        return observed.or(() -> Optional.of(desired));
    }

    @Override
    public Optional<StartedOperation> apply(Change change, Optional<M> observed, OperationLog log) {
        if (change instanceof Change.Create || change instanceof Change.Succeed) {
            return Optional.of(create(log));
        }
        if (change instanceof Change.Patch patch) {
            return Optional.of(patch(patch, observed.orElseThrow(), log));
        }
        throw new IllegalArgumentException("change: " + change + " (expected: one that can be applied in place)");
    }

    private StartedOperation create(OperationLog log) {
        String action = id() + "/insert";
        M fresh = ComputeMessage.withoutEmptyTexts(creating.apply(desired));
        return new StartedOperation(action, collection.insert(fresh, log.requestId(action)));
    }

    private StartedOperation patch(Change.Patch change, M observed, OperationLog log) {
        List<String> fields = fieldsOf(change);
        boolean clears = mustBeEmpty.stream().anyMatch(field -> fields.contains(field.getJsonName()));
        // An empty list can't be said in a patch: the client leaves it out.
        String action = id() + (clears ? "/update/" : "/patch/") + String.join("+", fields);
        M content = clears
                ? ComputeMessage.merged(observed, desired, fields, mustBeEmpty)
                : patching.apply(ComputeMessage.extract(desired, observed, fields));
        String requestId = log.requestId(action);
        return new StartedOperation(
                action,
                clears ? collection.update(name, content, requestId) : collection.patch(name, content, requestId));
    }

    private static List<String> fieldsOf(Change.Patch change) {
        return change.differences().stream()
                .map(FieldDifference::field)
                .distinct()
                .sorted()
                .toList();
    }
}
