package dev.sallyport.local.firestore;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What transactions have read and nobody else may write meanwhile: documents one by one, and what queries would find. A
 * document's readers share it, until one of them loses over it; for a while after that they get it one at a time, in
 * the order they came. Not for several threads at once: the database guards it.
 */
final class Locks {
    private final Map<DocumentName, DocumentLock> locks = new HashMap<>();
    private final Set<Transaction> queryReaders = new HashSet<>();
    private final ContendedDocuments contended = new ContendedDocuments();

    /** Gives a document to a reader if nobody is in its way. */
    boolean readIfFree(Transaction reader, DocumentName name, Instant now) {
        boolean held = lock(name).readIfFree(reader, contended.has(name, now), now);
        if (held) {
            reader.documents().add(name);
        }
        return held;
    }

    /** Lets a reader wait behind all who wait already. */
    void queue(Transaction reader, DocumentName name, Instant now) {
        lock(name).queue(reader);
        reader.documents().add(name);
        if (contended.has(name, now)) {
            contended.add(name, now);
        }
    }

    void share(Transaction reader, DocumentName name) {
        lock(name).share(reader);
        reader.documents().add(name);
    }

    boolean isHeld(Transaction reader, DocumentName name) {
        DocumentLock lock = locks.get(name);
        return lock != null && lock.holders().contains(reader);
    }

    void share(Transaction reader, Query query) {
        reader.queries().add(query);
        queryReaders.add(reader);
    }

    /** When somebody got a document last. */
    Instant lastTurn(DocumentName name) {
        return lock(name).lastTurn();
    }

    /** Who is in the way of the next reader of a document. */
    Set<Transaction> blockersOf(DocumentName name) {
        DocumentLock lock = locks.get(name);
        if (lock == null) {
            return Set.of();
        }
        Set<Transaction> blockers = new LinkedHashSet<>(lock.holders());
        blockers.addAll(lock.writers());
        return blockers;
    }

    /** Who else has read what the changes touch. */
    Set<Transaction> readersOf(Collection<Change> changes, Transaction writer) {
        Set<Transaction> found = new LinkedHashSet<>();
        for (Change change : changes) {
            DocumentLock lock = locks.get(change.name());
            if (lock != null) {
                found.addAll(lock.holders());
            }
            queryReaders.stream()
                    .filter(reader -> reader.queries().stream().anyMatch(query -> query.isAffectedBy(change)))
                    .forEach(found::add);
        }
        found.remove(writer);
        return found;
    }

    /** Keeps new readers away until the writer has had its turn. */
    void announce(Transaction writer, Collection<Change> changes) {
        changes.forEach(change -> lock(change.name()).writers().add(writer));
    }

    /** @return who holds a document now and did not before */
    Set<Transaction> withdraw(Transaction writer, Collection<Change> changes, Instant now) {
        changes.forEach(change -> lock(change.name()).writers().remove(writer));
        return granted(changes.stream().map(Change::name), now);
    }

    /** @return who holds a document now and did not before */
    Set<Transaction> release(Transaction transaction, Instant now) {
        queryReaders.remove(transaction);
        transaction.queries().clear();
        Set<DocumentName> names = Set.copyOf(transaction.documents());
        transaction.documents().clear();
        names.forEach(name -> lock(name).leave(transaction));
        return granted(names.stream(), now);
    }

    void markContended(Collection<Change> changes, Transaction loser, Instant now) {
        changes.stream()
                .map(Change::name)
                .filter(name -> loser.documents().contains(name))
                .forEach(name -> contended.add(name, now));
    }

    private Set<Transaction> granted(Stream<DocumentName> names, Instant now) {
        Set<Transaction> granted = new LinkedHashSet<>();
        names.forEach(name -> {
            DocumentLock lock = lock(name);
            granted.addAll(lock.grant(contended.has(name, now), now));
            if (lock.isIdle()) {
                locks.remove(name);
            }
        });
        return granted;
    }

    private DocumentLock lock(DocumentName name) {
        return locks.computeIfAbsent(name, key -> new DocumentLock());
    }
}
