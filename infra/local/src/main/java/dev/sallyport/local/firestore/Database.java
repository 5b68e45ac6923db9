package dev.sallyport.local.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One database. Every read and every commit holds it for a moment, so each sees all of another or nothing. A commit
 * that has to wait for an older transaction lets go of it meanwhile; the younger one always waits for the older or
 * loses to it, so nobody waits in a circle.
 */
final class Database {
    /** No limit is published; this one is below the 60 s that Google's clients give a commit. */
    private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(20);

    private final CloudClock clock;
    private final ConcurrencyMode mode;
    private final CommitTimes times;
    private final Transactions transactions;
    private final Documents documents = new Documents();
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition locksReleased = guard.newCondition();

    Database(CloudClock clock, ConcurrencyMode mode, LongSupplier sequence) {
        this.clock = clock;
        this.mode = mode;
        this.times = new CommitTimes(clock);
        this.transactions = new Transactions(sequence);
    }

    ByteString begin(TransactionOptions options) {
        guard.lock();
        try {
            return transactions.begin(options, times.forRead()).id();
        } finally {
            guard.unlock();
        }
    }

    void rollBack(ByteString transaction) {
        guard.lock();
        try {
            transactions.rollBack(transaction);
            locksReleased.signalAll();
        } finally {
            guard.unlock();
        }
    }

    <T> T read(Consistency consistency, Function<Reading, T> work) {
        guard.lock();
        try {
            return work.apply(open(consistency));
        } finally {
            guard.unlock();
        }
    }

    /** Commits without a transaction. */
    PendingCommit.Outcome commit(PendingCommit commit) {
        return commit(commit, Optional.empty());
    }

    /** Commits and ends the transaction, also if the commit is refused. */
    PendingCommit.Outcome commit(PendingCommit commit, Optional<ByteString> id) {
        guard.lock();
        try {
            Instant now = times.forRead();
            Transaction transaction =
                    id.map(bytes -> transactions.use(bytes, now)).orElseGet(() -> transactions.forSingleCommit(now));
            try {
                return commit(commit, transaction);
            } finally {
                finish(transaction);
            }
        } finally {
            guard.unlock();
        }
    }

    /** From now on the listener hears of every commit. */
    void watch(CommitListener listener) {
        listeners.add(listener);
    }

    void unwatch(CommitListener listener) {
        listeners.remove(listener);
    }

    /** How many commits are waiting for locks now. */
    int waitingCommits() {
        guard.lock();
        try {
            return guard.getWaitQueueLength(locksReleased);
        } finally {
            guard.unlock();
        }
    }

    static Instant pastTime(Consistency.AsOf asOf, Instant now) {
        if (asOf.time().isAfter(now)) {
            throw FirestoreException.invalid("read_time: " + asOf.time() + " (expected: not after " + now + ")");
        }
        return asOf.time();
    }

    private Reading open(Consistency consistency) {
        Instant now = times.forRead();
        if (consistency instanceof Consistency.AsOf asOf) {
            return reading(pastTime(asOf, now), Optional.empty(), ByteString.EMPTY);
        }
        if (consistency instanceof Consistency.InTransaction in) {
            return reading(transactions.use(in.id(), now), now, ByteString.EMPTY);
        }
        if (consistency instanceof Consistency.InNewTransaction in) {
            Transaction transaction = transactions.begin(in.options(), now);
            return reading(transaction, now, transaction.id());
        }
        return reading(now, Optional.empty(), ByteString.EMPTY);
    }

    private Reading reading(Transaction transaction, Instant now, ByteString begun) {
        return transaction
                .snapshotTime()
                .map(time -> reading(time, Optional.empty(), begun))
                .orElseGet(() -> reading(now, Optional.of(transaction), begun));
    }

    private Reading reading(Instant time, Optional<Transaction> locking, ByteString begun) {
        return new Reading(documents.at(time), time, transactions, locking, begun);
    }

    private PendingCommit.Outcome commit(PendingCommit commit, Transaction transaction) {
        if (transaction.snapshotTime().isPresent() && !commit.writes().isEmpty()) {
            throw FirestoreException.invalid("writes: in a read-only transaction (expected: none)");
        }
        PendingCommit.Outcome outcome = awaitTurn(commit, transaction);
        transactions.readersOf(outcome.changes(), transaction, outcome.time()).forEach(transactions::lose);
        publish(outcome);
        return outcome;
    }

    /** Waits until no older transaction has a lock on what the commit changes. */
    private PendingCommit.Outcome awaitTurn(PendingCommit commit, Transaction transaction) {
        Instant deadline = clock.instant().plus(MAX_LOCK_WAIT);
        while (true) {
            Instant time = times.forCommit();
            transactions.checkUsable(transaction, time);
            PendingCommit.Outcome outcome = commit.applyTo(documents.at(time), time);
            Set<Transaction> blocking =
                    mode.waitsFor(transaction, transactions.readersOf(outcome.changes(), transaction, clock.instant()));
            if (blocking.isEmpty()) {
                return outcome;
            }
            awaitRelease(blocking, deadline);
        }
    }

    private void awaitRelease(Set<Transaction> blocking, Instant deadline) {
        Instant now = clock.instant();
        if (!now.isBefore(deadline)) {
            throw FirestoreException.contention();
        }
        Instant firstExpiry = blocking.stream()
                .map(Transaction::expires)
                .min(Instant::compareTo)
                .orElse(deadline);
        Instant until = firstExpiry.isBefore(deadline) ? firstExpiry.plusNanos(1_000) : deadline;
        CloudClock.Scheduled wake = clock.schedule(Duration.between(now, until), this::wakeWaiting);
        try {
            locksReleased.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FirestoreException.contention();
        } finally {
            wake.cancel();
        }
    }

    private void wakeWaiting() {
        guard.lock();
        try {
            locksReleased.signalAll();
        } finally {
            guard.unlock();
        }
    }

    private void publish(PendingCommit.Outcome outcome) {
        List<Change> effective =
                outcome.changes().stream().filter(Change::isEffective).toList();
        effective.forEach(change -> documents.apply(change, outcome.time()));
        if (!effective.isEmpty()) {
            listeners.forEach(listener -> listener.committed(effective, outcome.time()));
        }
    }

    private void finish(Transaction transaction) {
        transactions.end(transaction);
        locksReleased.signalAll();
    }
}
