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
    private final ReentrantLock lock = new ReentrantLock(true);
    private final ReentrantLock announcing = new ReentrantLock(true);
    private final Queue<Runnable> announcements = new ArrayDeque<>();
    private final Map<Place, NavigableMap<String, Message>> byPlace = new ConcurrentHashMap<>();

    /** One collection in one scope. */
    record Place(Scope scope, String collection) {}

    /** A resource and what it is called. */
    record Stored(Link link, Message message) {}

    ReentrantLock lock() {
        return lock;
    }

    Optional<Message> get(Link link) {
        return Optional.ofNullable(in(link.scope(), link.collection()).get(link.name()));
    }

    /** The resources of a collection in one scope, by name. */
    NavigableMap<String, Message> in(Scope scope, String collection) {
        return byPlace.getOrDefault(new Place(scope, collection), Collections.emptyNavigableMap());
    }

    /** Everything in all scopes. */
    Stream<Stored> all(String project) {
        return byPlace.entrySet().stream()
                .flatMap(place -> place.getValue().entrySet().stream()
                        .map(entry -> new Stored(
                                new Link(
                                        project,
                                        place.getKey().scope(),
                                        place.getKey().collection(),
                                        entry.getKey()),
                                entry.getValue())));
    }

    /** A collection over all scopes. */
    Stream<Stored> all(String project, String collection) {
        return byPlace.keySet().stream()
                .filter(place -> place.collection().equals(collection))
                .flatMap(place -> in(place.scope(), collection).entrySet().stream()
                        .map(entry -> new Stored(
                                new Link(project, place.scope(), collection, entry.getKey()), entry.getValue())));
    }

    void put(Link link, Message message) {
        byPlace.computeIfAbsent(new Place(link.scope(), link.collection()), place -> new ConcurrentSkipListMap<>())
                .put(link.name(), message);
    }

    void remove(Link link) {
        NavigableMap<String, Message> place = byPlace.get(new Place(link.scope(), link.collection()));
        if (place != null) {
            place.remove(link.name());
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
