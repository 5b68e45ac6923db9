package dev.sallyport.local.firestore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A database's documents as they are and as they were in the past hour, which is how far back Firestore reads without
 * point-in-time recovery. Not for several threads at once: the database guards it.
 */
final class Documents {
    private static final Duration KEPT = Duration.ofHours(1);

    /**
     * Bounds on memory only: under many writes the readable past becomes shorter than the hour. In memory a document takes
     * about eight times the bytes that Google counts.
     */
    private static final int KEPT_VERSIONS = 100_000;

    private static final long KEPT_BYTES = 4 << 20;

    private final NavigableMap<CollectionName, NavigableMap<DocumentName, History>> collections = new TreeMap<>();
    private final Deque<Superseded> superseded = new ArrayDeque<>();
    private long supersededBytes;
    private Instant oldestReadable = Instant.MIN;

    private record Superseded(Instant time, DocumentName name, long bytes) {}

    Snapshot at(Instant time) {
        if (time.isBefore(oldestReadable)) {
            throw FirestoreException.preconditionFailed(
                    "read_time: " + time + " (expected: not before " + oldestReadable + ")");
        }
        return new Snapshot(collections, time);
    }

    void apply(Change change, Instant time) {
        History history = history(change.name());
        if (!history.isEmpty()) {
            supersede(new Superseded(time, change.name(), history.bytesOfNewest()));
        }
        history.add(time, change.after());
        forgetBefore(time.minus(KEPT));
    }

    /** Takes up documents of which no past is known: before this time nothing can be read. */
    void load(Collection<StoredDocument> kept, Instant now) {
        kept.forEach(document -> history(document.name()).add(document.updated(), Optional.of(document)));
        oldestReadable = now;
    }

    /** There are no documents any more, nor have there been any. */
    void forget() {
        collections.clear();
        superseded.clear();
        supersededBytes = 0;
        oldestReadable = Instant.MIN;
    }

    private History history(DocumentName name) {
        return collections
                .computeIfAbsent(name.collection(), key -> new TreeMap<>())
                .computeIfAbsent(name, key -> new History());
    }

    private void supersede(Superseded version) {
        superseded.add(version);
        supersededBytes += version.bytes();
    }

    private void forgetBefore(Instant horizon) {
        while (!superseded.isEmpty() && (isTooMuch() || superseded.peek().time().isBefore(horizon))) {
            Superseded oldest = superseded.remove();
            supersededBytes -= oldest.bytes();
            oldestReadable = oldest.time();
            forgetOldest(oldest.name());
        }
    }

    private boolean isTooMuch() {
        return superseded.size() > KEPT_VERSIONS || supersededBytes > KEPT_BYTES;
    }

    private void forgetOldest(DocumentName name) {
        NavigableMap<DocumentName, History> collection = collections.get(name.collection());
        History history = collection.get(name);
        history.removeOldest();
        if (history.isOnlyDeletion()) {
            collection.remove(name);
            if (collection.isEmpty()) {
                collections.remove(name.collection());
            }
        }
    }

    /** The versions of one document, oldest first; a version without a document is a deletion. */
    static final class History {
        private final Deque<Version> versions = new ArrayDeque<>();

        private record Version(Instant time, Optional<StoredDocument> document) {}

        Optional<StoredDocument> at(Instant time) {
            var newestFirst = versions.descendingIterator();
            while (newestFirst.hasNext()) {
                Version version = newestFirst.next();
                if (!version.time().isAfter(time)) {
                    return version.document();
                }
            }
            return Optional.empty();
        }

        private boolean isEmpty() {
            return versions.isEmpty();
        }

        private long bytesOfNewest() {
            return versions.getLast().document().map(DocumentSize::of).orElse(0L);
        }

        private void add(Instant time, Optional<StoredDocument> document) {
            versions.add(new Version(time, document));
        }

        private void removeOldest() {
            versions.remove();
        }

        private boolean isOnlyDeletion() {
            return versions.size() == 1 && versions.peek().document().isEmpty();
        }
    }
}
