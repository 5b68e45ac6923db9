package dev.sallyport.local.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import dev.sallyport.local.time.CloudClock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One database. Every read and every commit holds it for a moment, so each sees all of another or nothing; who has to
 * wait for a transaction lets go of it meanwhile. A commit is in the journal before anybody sees it.
 */
final class Database {
    private final Consumer<List<Change>> log;
    private final CommitTimes times;
    private final TransactionControl transactions;
    private final Documents documents = new Documents();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock guard = new ReentrantLock();

    /**
     * @param log writes down what a commit changes, before anybody sees it
     */
    Database(CloudClock clock, ConcurrencyMode mode, LongSupplier sequence, Consumer<List<Change>> log) {
        this.log = log;
        this.times = new CommitTimes(clock);
        this.transactions = new TransactionControl(clock, mode, sequence, guard);
    }

    ByteString begin(TransactionOptions options) {
        return begin(options, Patience.ENOUGH);
    }

    ByteString begin(TransactionOptions options, Patience patience) {
        return held(patience, () -> transactions.begin(options, times.forRead()).id());
    }

    void rollBack(ByteString transaction) {
        held(() -> {
            transactions.rollBack(transaction);
            return transaction;
        });
    }

    /** Reads what needs no document of its own by name. */
    <T> T read(Consistency consistency, Function<Reading, T> work) {
        return read(consistency, List.of(), work);
    }

    <T> T read(Consistency consistency, Collection<DocumentName> names, Function<Reading, T> work) {
        return read(consistency, names, Patience.ENOUGH, work);
    }

    /**
     * @param names the documents that are read by name; in a transaction that may write they are locked first
     */
    <T> T read(Consistency consistency, Collection<DocumentName> names, Patience patience, Function<Reading, T> work) {
        return held(patience, () -> work.apply(open(consistency, names, patience)));
    }

    /** Commits without a transaction. */
    PendingCommit.Outcome commit(PendingCommit commit) {
        return commit(commit, Optional.empty());
    }

    PendingCommit.Outcome commit(PendingCommit commit, Optional<ByteString> id) {
        return commit(commit, id, Patience.ENOUGH);
    }

    /** Commits and ends the transaction, also if the commit is refused; not if it is given up for want of patience. */
    PendingCommit.Outcome commit(PendingCommit commit, Optional<ByteString> id, Patience patience) {
        return held(patience, () -> {
            Transaction transaction = id.map(transactions::use).orElseGet(transactions::forSingleCommit);
            boolean over = true;
            try {
                return commit(commit, transaction, patience);
            } catch (Patience.WouldWait e) {
                over = false;
                throw e;
            } finally {
                if (over) {
                    transactions.end(transaction);
                }
            }
        });
    }

    /** From now on the listener hears of every commit. */
    void watch(CommitListener listener) {
        listeners.add(listener);
    }

    void unwatch(CommitListener listener) {
        listeners.remove(listener);
    }

    /** How many transactions wait for others now. */
    int waiting() {
        return held(transactions::waiting);
    }

    /** Takes up documents that are in the journal already. */
    void load(Collection<StoredDocument> kept) {
        held(() -> {
            Instant now = times.notBefore(kept.stream().map(StoredDocument::updated));
            documents.load(kept, now);
            return now;
        });
    }

    /** All documents there are. */
    Collection<StoredDocument> all() {
        return held(() -> documents.at(times.forRead()).all().toList());
    }

    /**
     * Puts these documents, with the times they have, in the place of all there are; transactions under way lose.
     * Whoever calls has written that down, and holds the database. Where the cloud's time was put back, too, the database
     * has no past any more, unless somebody listens, whose time cannot go back.
     */
    void replace(Collection<StoredDocument> replacement) {
        transactions.abortAll();
        if (times.areAhead() && listeners.isEmpty()) {
            documents.forget();
            times.startOver();
            documents.load(replacement, times.notBefore(replacement.stream().map(StoredDocument::updated)));
            return;
        }
        Instant newest = times.notBefore(replacement.stream().map(StoredDocument::updated));
        List<Change> changes = Replacement.changes(documents.at(newest), replacement);
        publish(changes, times.forCommit());
    }

    /** Keeps everybody else out while the work goes on. */
    <T> T held(Supplier<T> work) {
        return held(Patience.ENOUGH, work);
    }

    private <T> T held(Patience patience, Supplier<T> work) {
        patience.lock(guard);
        try {
            return work.get();
        } finally {
            guard.unlock();
        }
    }

    private Reading open(Consistency consistency, Collection<DocumentName> names, Patience patience) {
        Instant now = times.forRead();
        if (consistency instanceof Consistency.AsOf asOf) {
            return reading(asOf.notAfter(now), Optional.empty(), ByteString.EMPTY);
        }
        if (consistency instanceof Consistency.InTransaction in) {
            return reading(transactions.use(in.id()), names, patience, ByteString.EMPTY);
        }
        if (consistency instanceof Consistency.InNewTransaction in) {
            // Tried again elsewhere, it would begin another one.
            patience.requireSome();
            Transaction transaction = transactions.begin(in.options(), now);
            return reading(transaction, names, patience, transaction.id());
        }
        return reading(now, Optional.empty(), ByteString.EMPTY);
    }

    private Reading reading(
            Transaction transaction, Collection<DocumentName> names, Patience patience, ByteString begun) {
        Optional<Instant> snapshotTime = transaction.snapshotTime();
        if (snapshotTime.isPresent()) {
            return reading(snapshotTime.get(), Optional.empty(), begun);
        }
        transactions.lock(transaction, new TreeSet<>(names), patience);
        return reading(times.forRead(), Optional.of(transaction), begun);
    }

    private Reading reading(Instant time, Optional<Transaction> locking, ByteString begun) {
        return new Reading(documents.at(time), time, transactions.locks(), locking, begun);
    }

    private PendingCommit.Outcome commit(PendingCommit commit, Transaction transaction, Patience patience) {
        if (transaction.snapshotTime().isPresent() && !commit.writes().isEmpty()) {
            throw FirestoreException.invalid("writes: in a read-only transaction (expected: none)");
        }
        return transactions.commit(
                transaction,
                () -> {
                    Instant time = times.forCommit();
                    return commit.applyTo(documents.at(time), time);
                },
                this::publish,
                patience);
    }

    private PendingCommit.Outcome publish(PendingCommit.Outcome outcome) {
        List<Change> effective =
                outcome.changes().stream().filter(Change::isEffective).toList();
        if (!effective.isEmpty()) {
            log.accept(effective);
            publish(effective, outcome.time());
        }
        return outcome;
    }

    private void publish(List<Change> changes, Instant time) {
        changes.forEach(change -> documents.apply(change, time));
        listeners.forEach(listener -> listener.committed(changes, time));
    }
}
