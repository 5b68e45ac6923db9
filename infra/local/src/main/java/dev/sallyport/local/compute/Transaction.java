package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.projects.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Changes to one project that come into force together or, when something is refused on the way, not at all. Reads see
 * the changes made so far.
 */
final class Transaction {
    private final Project project;
    private final ProjectResources resources;
    private final Surroundings surroundings;
    private final Instant now;
    private final Map<Link, Optional<Message>> changes = new LinkedHashMap<>();
    private final ResourceIndex changedIndex = new ResourceIndex();
    private final List<Runnable> afterwards = new ArrayList<>();

    Transaction(Project project, ProjectResources resources, Surroundings surroundings) {
        this.project = project;
        this.resources = resources;
        this.surroundings = surroundings;
        this.now = surroundings.now();
    }

    Project project() {
        return project;
    }

    Instant now() {
        return now;
    }

    long nextId() {
        return surroundings.nextId();
    }

    /** An external IPv4 address that nobody has had yet, nor has asked for by its numbers. */
    String externalAddress(boolean global) {
        ExternalAddresses addresses = surroundings.externalAddresses();
        String next;
        do {
            next = global ? addresses.nextGlobal() : addresses.nextRegional();
        } while (has(new Term.HasAddress(next)));
        return next;
    }

    Optional<Message> get(Link link) {
        if (!link.project().equals(project.id())) {
            return surroundings.elsewhere(link);
        }
        Optional<Message> changed = changes.get(link);
        return changed != null ? changed : resources.get(link);
    }

    boolean exists(Link link) {
        return get(link).isPresent();
    }

    /**
     * The link as the store has it: the project's id where it had the number, and the resource's name where it had the
     * numeric id, which Google takes as well. Names start with a letter, so the two are never mistaken.
     */
    Link canonical(Link link) {
        Link inProject = surroundings.byProjectId(link);
        return inProject.hasId() ? named(inProject).orElse(inProject) : inProject;
    }

    private Optional<Link> named(Link byId) {
        Stream<Stored> candidates = byId.project().equals(project.id())
                ? under(new Term.HasId(byId.scope(), byId.collection(), byId.name()))
                : surroundings.allElsewhere(byId.project(), byId.collection());
        return candidates
                .filter(stored -> stored.link().scope().equals(byId.scope())
                        && Fields.text(stored.message(), "id").equals(byId.name()))
                .map(Stored::link)
                .findFirst();
    }

    /** The resource, if it is there and of this type. */
    <M extends Message> Optional<M> get(Class<M> type, Link link) {
        return get(link).filter(type::isInstance).map(type::cast);
    }

    /** The resource that a text of any spelling names. */
    <M extends Message> Optional<M> get(Class<M> type, String link) {
        return Link.parse(link).flatMap(parsed -> get(type, parsed));
    }

    /** Everything in all scopes. */
    Stream<Stored> all() {
        return Stream.concat(untouched(resources.all()), changed());
    }

    /** A collection over all scopes. */
    Stream<Stored> all(String collection) {
        return overlaid(resources.all(collection), collection);
    }

    /** A collection in one scope. */
    Stream<Stored> in(Scope scope, String collection) {
        Stream<Stored> stored = resources.in(scope, collection).entrySet().stream()
                .map(entry -> new Stored(new Link(project.id(), scope, collection, entry.getKey()), entry.getValue()));
        return overlaid(stored, collection).filter(each -> each.link().scope().equals(scope));
    }

    /** Those of a collection in one scope whose names begin with this, without a look at the others. */
    Stream<Stored> in(Scope scope, String collection, String prefix) {
        Stream<Stored> stored =
                resources
                        .in(scope, collection)
                        .subMap(prefix, true, prefix + Character.MAX_VALUE, false)
                        .entrySet()
                        .stream()
                        .map(entry -> new Stored(
                                new Link(project.id(), scope, collection, entry.getKey()), entry.getValue()));
        return overlaid(stored, collection)
                .filter(each ->
                        each.link().scope().equals(scope) && each.link().name().startsWith(prefix));
    }

    /** What clients see of a collection in one scope: what is there, and what is on its way out. */
    Stream<Stored> listed(Scope scope, String collection) {
        return Stream.concat(
                in(scope, collection),
                departing(collection).filter(each -> each.link().scope().equals(scope)));
    }

    /** The same over all scopes. */
    Stream<Stored> listed(String collection) {
        return Stream.concat(all(collection), departing(collection));
    }

    private Stream<Stored> departing(String collection) {
        return Departures.of(this).filter(each -> each.link().collection().equals(collection));
    }

    LingeringUses lingeringUses() {
        return resources.lingeringUses();
    }

    /** A collection of this or another project. */
    Stream<Stored> allOf(String otherProject, String collection) {
        return otherProject.equals(project.id())
                ? all(collection)
                : surroundings.allElsewhere(otherProject, collection);
    }

    /** Everything of a type. */
    <M extends Message> Stream<Stored> all(Class<M> type) {
        return Stream.concat(untouched(resources.all(type)), changed())
                .filter(stored -> type.isInstance(stored.message()));
    }

    /** The resources of the project that stand under a term. */
    Stream<Stored> under(Term term) {
        Stream<Stored> stored = untouched(resources.under(term));
        return changes.isEmpty() ? stored : Stream.concat(stored, changedUnder(term));
    }

    /** Whether anything stands under a term. */
    boolean has(Term term) {
        return changes.isEmpty()
                ? resources.index().has(term)
                : under(term).findAny().isPresent();
    }

    /** The number of the first address in a subnetwork that nobody has, from the given one on. */
    long lowestFree(String subnetwork, long first, LongFunction<Term> numbers) {
        long at = resources.index().lowestFree(subnetwork, first, numbers);
        while (has(numbers.apply(at))) {
            at++;
        }
        return at;
    }

    private Stream<Stored> overlaid(Stream<Stored> stored, String collection) {
        return changes.isEmpty()
                ? stored
                : Stream.concat(
                        untouched(stored),
                        changed().filter(each -> each.link().collection().equals(collection)));
    }

    private Stream<Stored> untouched(Stream<Stored> stored) {
        return changes.isEmpty() ? stored : stored.filter(each -> !changes.containsKey(each.link()));
    }

    private Stream<Stored> changedUnder(Term term) {
        return changedIndex.of(term).stream()
                .flatMap(link -> changes.get(link).map(message -> new Stored(link, message)).stream());
    }

    private Stream<Stored> changed() {
        return changes.entrySet().stream()
                .filter(change -> change.getValue().isPresent())
                .map(change -> new Stored(change.getKey(), change.getValue().get()));
    }

    /** Inserts a resource as a client would, with defaults, id and fingerprint. */
    <M extends Message> M create(Link link, M resource) {
        return surroundings.writer().create(this, link, resource);
    }

    /** Makes a resource another one, defaults and fingerprint renewed; output-only fields as given. */
    <M extends Message> M change(Link link, M before, M after) {
        return surroundings.writer().change(this, link, before, after);
    }

    /** Deletes a resource, unless somebody uses it. */
    void delete(Link link) {
        surroundings.writer().delete(this, link);
    }

    /** Whoever refers to a resource. */
    Stream<Link> users(Link link) {
        return surroundings.writer().users(this, link);
    }

    /** The resource as clients see it. */
    <M extends Message> M shown(Link link, M stored) {
        return surroundings.writer().shown(this, link, stored);
    }

    /**
     * Does work that leaves nothing behind if it is refused.
     *
     * @throws ApiException as the work does
     */
    void attempt(Runnable work) {
        Map<Link, Optional<Message>> changesBefore = new LinkedHashMap<>(changes);
        int afterwardsBefore = afterwards.size();
        try {
            work.run();
        } catch (ApiException refused) {
            afterwards.subList(afterwardsBefore, afterwards.size()).clear();
            changes.keySet().forEach(this::forgetTerms);
            changes.clear();
            changesBefore.forEach(
                    (link, message) -> message.ifPresentOrElse(kept -> put(link, kept), () -> remove(link)));
            throw refused;
        }
    }

    void put(Link link, Message message) {
        forgetTerms(link);
        changes.put(link, Optional.of(message));
        changedIndex.add(link, surroundings.terms().of(link, message));
    }

    void remove(Link link) {
        forgetTerms(link);
        changes.put(link, Optional.empty());
    }

    private void forgetTerms(Link link) {
        Optional<Message> before = changes.get(link);
        if (before != null && before.isPresent()) {
            changedIndex.remove(link, surroundings.terms().of(link, before.get()));
        }
    }

    /** Runs work once the changes are in force and the project is unlocked. */
    void afterwards(Runnable work) {
        afterwards.add(work);
    }

    /**
     * Brings the changes into force; called with the project's lock held.
     *
     * @throws java.io.UncheckedIOException if they cannot be kept; then none of them is in force
     */
    void commit(ChangeLog log, ChangeListener listener) {
        log.write(() -> changes.entrySet().stream()
                .flatMap(change ->
                        ResourceRecords.change(change.getKey(), resources.get(change.getKey()), change.getValue()))
                .toList());
        changes.forEach((link, after) -> {
            Optional<Message> before = resources.get(link);
            after.ifPresentOrElse(message -> resources.put(link, message), () -> resources.remove(link));
            if (!before.equals(after) && !OwnCollections.isOwn(link)) {
                resources.announceLater(() -> listener.changed(link, before, after));
            }
        });
        afterwards.forEach(resources::announceLater);
    }

    /** Is told each change after it has come into force, in order. */
    @FunctionalInterface
    interface ChangeListener {
        void changed(Link link, Optional<Message> before, Optional<Message> after);
    }
}
