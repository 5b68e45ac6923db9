package dev.sallyport.local.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Settles who goes first when transactions meet. A reader waits its turn for a document that is contended, a commit for
 * the older transactions that have read what it writes; the younger ones lose. Should some wait for each other in a
 * circle, the youngest of them loses. Guarded by the database's lock, which those who wait let go of.
 */
final class TransactionControl {
    /**
     * How long readers wait for the one whose turn it is. Who holds a document may need, to go on, a thread of the very
     * client whose threads wait for it; Google's emulator gives up waiting for locks after as long.
     */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private final CloudClock clock;
    private final ConcurrencyMode mode;
    private final Transactions transactions;
    private final Locks locks = new Locks();
    private final Waits waits;

    TransactionControl(CloudClock clock, ConcurrencyMode mode, LongSupplier sequence, ReentrantLock guard) {
        this.clock = clock;
        this.mode = mode;
        this.transactions = new Transactions(sequence);
        this.waits = new Waits(clock, guard, this::dropExpired);
    }

    Locks locks() {
        return locks;
    }

    /** @param snapshotTime when it reads as of if it is read-only and says nothing else, by the database's timestamps */
    Transaction begin(TransactionOptions options, Instant snapshotTime) {
        ByteString retried = options.getReadWrite().getRetryTransaction();
        if (transactions.isOpen(retried)) {
            end(transactions.find(retried));
        }
        return transactions.begin(options, snapshotTime, clock.instant());
    }

    Transaction forSingleCommit() {
        return transactions.forSingleCommit(clock.instant());
    }

    /**
     * The transaction, which has to be good for more; this counts as using it. How long it lives goes by the cloud's
     * clock: the database's timestamps are ahead of that once it was put back.
     */
    Transaction use(ByteString id) {
        Instant now = clock.instant();
        Transaction transaction = transactions.find(id);
        checkUsable(transaction, now);
        transaction.use(now);
        return transaction;
    }

    void rollBack(ByteString id) {
        TransactionId.parse(id);
        if (transactions.isOpen(id)) {
            end(transactions.find(id));
        }
    }

    void end(Transaction transaction) {
        transactions.remove(transaction);
        release(transaction);
    }

    /** Makes all transactions lose that are under way. */
    void abortAll() {
        transactions.all().forEach(this::lose);
    }

    /**
     * Gives documents to a transaction, one after the other, and waits for each until it is free.
     *
     * @throws Patience.WouldWait if one is not and there is no patience; the transaction keeps those it has
     */
    void lock(Transaction reader, Collection<DocumentName> names, Patience patience) {
        for (DocumentName name : names) {
            if (mode == ConcurrencyMode.OPTIMISTIC) {
                locks.share(reader, name);
            } else if (!locks.readIfFree(reader, name, clock.instant())) {
                patience.requireSome();
                locks.queue(reader, name, clock.instant());
                awaitTurn(reader, name);
                locks.share(reader, name);
            }
        }
    }

    /**
     * Carries out a commit as soon as no older transaction has read what it changes; younger ones that have lose.
     *
     * @param attempt what the commit comes to, as things are
     * @param publish makes it so
     * @throws Patience.WouldWait if there are older ones and there is no patience
     */
    PendingCommit.Outcome commit(
            Transaction writer,
            Supplier<PendingCommit.Outcome> attempt,
            Function<PendingCommit.Outcome, PendingCommit.Outcome> publish,
            Patience patience) {
        Instant deadline = waits.deadline();
        while (true) {
            checkUsable(writer, clock.instant());
            PendingCommit.Outcome outcome = attempt.get();
            Set<Transaction> readers = readersOf(outcome.changes(), writer);
            Set<Transaction> older = mode.waitsFor(writer, readers);
            if (older.isEmpty()) {
                publish.apply(outcome);
                readers.forEach(reader -> loseOver(outcome.changes(), reader));
                return outcome;
            }
            patience.requireSome();
            if (!clock.instant().isBefore(deadline)) {
                throw FirestoreException.contention();
            }
            awaitEndOfOne(writer, older, outcome.changes(), deadline);
        }
    }

    int waiting() {
        return waits.size();
    }

    private Set<Transaction> readersOf(Collection<Change> changes, Transaction writer) {
        Instant now = clock.instant();
        Set<Transaction> readers = locks.readersOf(changes, writer);
        readers.removeIf(reader -> reader.isExpired(now));
        return readers;
    }

    /** Returns when the reader holds the document, or nobody has got it for so long that it is shared out of turn. */
    private void awaitTurn(Transaction reader, DocumentName name) {
        Instant arrived = clock.instant();
        Instant longest = waits.deadline();
        try {
            while (!locks.isHeld(reader, name)) {
                Instant deadline = turnDeadline(arrived, locks.lastTurn(name), longest);
                if (!clock.instant().isBefore(deadline)) {
                    return;
                }
                breakCircle(reader, locks.blockersOf(name));
                checkUsable(reader, clock.instant());
                if (!locks.isHeld(reader, name)) {
                    waits.await(reader, () -> locks.blockersOf(name), deadline);
                    checkUsable(reader, clock.instant());
                }
            }
        } catch (FirestoreException e) {
            lose(reader);
            throw e;
        }
    }

    private static Instant turnDeadline(Instant arrived, Instant lastTurn, Instant longest) {
        Instant since = arrived.isAfter(lastTurn) ? arrived : lastTurn;
        Instant deadline = since.plus(LONGEST_TURN);
        return deadline.isBefore(longest) ? deadline : longest;
    }

    private void awaitEndOfOne(
            Transaction writer, Set<Transaction> older, Collection<Change> changes, Instant deadline) {
        locks.announce(writer, changes);
        try {
            breakCircle(writer, older);
            checkUsable(writer, clock.instant());
            if (older.stream().noneMatch(Transaction::isLost)) {
                waits.awaitEndOfOne(writer, older, deadline);
            }
        } finally {
            wake(locks.withdraw(writer, changes, clock.instant()));
        }
    }

    private void breakCircle(Transaction waiting, Set<Transaction> blockers) {
        List<Transaction> circle = waits.circle(waiting, blockers);
        circle.stream()
                .reduce((left, right) -> left.isOlderThan(right) ? right : left)
                .ifPresent(this::lose);
    }

    private void checkUsable(Transaction transaction, Instant now) {
        if (transaction.isExpired(now)) {
            end(transaction);
            throw FirestoreException.transactionOver();
        }
        if (transaction.isLost()) {
            throw FirestoreException.contention();
        }
    }

    private void loseOver(Collection<Change> changes, Transaction reader) {
        if (mode == ConcurrencyMode.PESSIMISTIC) {
            locks.markContended(changes, reader, clock.instant());
        }
        lose(reader);
    }

    private void lose(Transaction transaction) {
        transaction.lose();
        release(transaction);
        waits.wake(transaction);
    }

    private void release(Transaction transaction) {
        wake(locks.release(transaction, clock.instant()));
        waits.wakeThoseBehind(transaction);
    }

    private void wake(Set<Transaction> granted) {
        granted.forEach(waits::wake);
    }

    private void dropExpired() {
        transactions.expired(clock.instant()).forEach(this::end);
    }
}
