package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The resources of one project. Reading is free at any time; whoever changes something holds the lock. Resources are
 * immutable messages, so what was read does not change afterwards.
 */
final class ProjectResources {
    private final String project;
    private final IndexTerms terms;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final ReentrantLock announcing = new ReentrantLock(true);
    private final Queue<Runnable> announcements = new ArrayDeque<>();
    private final Map<Place, NavigableMap<String, Message>> byPlace = new ConcurrentHashMap<>();
    private final ResourceIndex index = new ResourceIndex();
    private final LingeringUses lingeringUses = new LingeringUses();
    private volatile boolean filled;

    /** One collection in one scope. */
    record Place(Scope scope, String collection) {}

    /** A resource and what it is called. */
    record Stored(Link link, Message message) {}

    ProjectResources(String project, IndexTerms terms) {
        this.project = project;
        this.terms = terms;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Whether the project has what it has from its first moment on. */
    boolean isFilled() {
        return filled;
    }

    /** @param now false for a project that is to be as if nobody had ever named it */
    void filled(boolean now) {
        filled = now;
    }

    Optional<Message> get(Link link) {
        return Optional.ofNullable(in(link.scope(), link.collection()).get(link.name()));
    }

    /** The resources of a collection in one scope, by name. */
    NavigableMap<String, Message> in(Scope scope, String collection) {
        return byPlace.getOrDefault(new Place(scope, collection), Collections.emptyNavigableMap());
    }

    /** Everything in all scopes. */
    Stream<Stored> all() {
        return byPlace.keySet().stream().flatMap(this::at);
    }

    /** A collection over all scopes. */
    Stream<Stored> all(String collection) {
        return byPlace.keySet().stream()
                .filter(place -> place.collection().equals(collection))
                .flatMap(this::at);
    }

    /** Everything of a type: a collection has resources of one type only. */
    Stream<Stored> all(Class<? extends Message> type) {
        return byPlace.keySet().stream()
                .flatMap(place -> at(place)
                        .limit(1)
                        .filter(first -> type.isInstance(first.message()))
                        .flatMap(first -> at(place)));
    }

    /** What stands under a term. */
    Stream<Stored> under(Term term) {
        return index.of(term).stream().flatMap(link -> get(link).map(message -> new Stored(link, message)).stream());
    }

    ResourceIndex index() {
        return index;
    }

    LingeringUses lingeringUses() {
        return lingeringUses;
    }

    private Stream<Stored> at(Place place) {
        return in(place.scope(), place.collection()).entrySet().stream()
                .map(entry -> new Stored(
                        new Link(project, place.scope(), place.collection(), entry.getKey()), entry.getValue()));
    }

    void put(Link link, Message message) {
        Message before = byPlace.computeIfAbsent(
                        new Place(link.scope(), link.collection()), place -> new ConcurrentSkipListMap<>())
                .put(link.name(), message);
        var after = terms.of(link, message);
        index.add(link, after);
        if (before != null) {
            index.remove(
                    link,
                    terms.of(link, before).stream()
                            .filter(term -> !after.contains(term))
                            .toList());
        }
    }

    void remove(Link link) {
        NavigableMap<String, Message> place = byPlace.get(new Place(link.scope(), link.collection()));
        Message before = place == null ? null : place.remove(link.name());
        if (before != null) {
            index.remove(link, terms.of(link, before));
        }
    }

    /** Notes something to be told to listeners once the lock is free; called with the lock held. */
    void announceLater(Runnable announcement) {
        announcements.add(announcement);
    }

    /**
     * Tells what has been noted, in order, one at a time. Does nothing while the caller still holds the lock: it will
     * call again.
     */
    void announce() {
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        announcing.lock();
        try {
            for (Runnable next = nextAnnouncement(); next != null; next = nextAnnouncement()) {
                next.run();
            }
        } finally {
            announcing.unlock();
        }
    }

    private Runnable nextAnnouncement() {
        lock.lock();
        try {
            return announcements.poll();
        } finally {
            lock.unlock();
        }
    }
}
