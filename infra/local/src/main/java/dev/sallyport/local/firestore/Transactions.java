package dev.sallyport.local.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The transactions under way in a database and what they have locked. Not for several threads at once: the database
 * guards it.
 */
final class Transactions {
    private final LongSupplier sequence;
    private final Map<ByteString, Transaction> open = new LinkedHashMap<>();
    private final Map<DocumentName, Set<Transaction>> readers = new HashMap<>();
    private final Set<Transaction> queryReaders = new HashSet<>();

    Transactions(LongSupplier sequence) {
        this.sequence = sequence;
    }

    Transaction begin(TransactionOptions options, Instant now) {
        dropExpired(now);
        Transaction transaction =
                options.hasReadOnly() ? readOnly(options.getReadOnly(), now) : readWrite(options, now);
        open.put(transaction.id(), transaction);
        return transaction;
    }

    /** A transaction for one commit alone, the youngest of all. */
    Transaction forSingleCommit(Instant now) {
        return Transaction.readWrite(TransactionId.first(sequence.getAsLong()), now);
    }

    Transaction use(ByteString id, Instant now) {
        Transaction transaction = find(id);
        checkUsable(transaction, now);
        transaction.use(now);
        return transaction;
    }

    void checkUsable(Transaction transaction, Instant now) {
        if (transaction.isExpired(now)) {
            end(transaction);
            throw FirestoreException.transactionOver();
        }
        if (transaction.isLost()) {
            throw FirestoreException.contention();
        }
    }

    void rollBack(ByteString id) {
        TransactionId.parse(id);
        Transaction transaction = open.get(id);
        if (transaction != null) {
            end(transaction);
        }
    }

    void lock(Transaction transaction, DocumentName name) {
        if (transaction.documentsRead().add(name)) {
            readers.computeIfAbsent(name, key -> new HashSet<>()).add(transaction);
        }
    }

    void lock(Transaction transaction, Query query) {
        transaction.queriesRead().add(query);
        queryReaders.add(transaction);
    }

    /** Who else has locked what the changes touch. */
    Set<Transaction> readersOf(Collection<Change> changes, Transaction writer, Instant now) {
        Set<Transaction> found = new HashSet<>();
        for (Change change : changes) {
            found.addAll(readers.getOrDefault(change.name(), Set.of()));
            queryReaders.stream()
                    .filter(reader -> reader.queriesRead().stream().anyMatch(query -> query.isAffectedBy(change)))
                    .forEach(found::add);
        }
        found.removeIf(reader -> reader == writer || reader.isExpired(now));
        return found;
    }

    void lose(Transaction transaction) {
        releaseLocks(transaction);
        transaction.lose();
    }

    void end(Transaction transaction) {
        releaseLocks(transaction);
        open.remove(transaction.id());
    }

    private Transaction readOnly(TransactionOptions.ReadOnly options, Instant now) {
        Instant snapshotTime =
                options.hasReadTime() ? Database.pastTime(Consistency.asOf(options.getReadTime()), now) : now;
        return Transaction.readOnly(TransactionId.first(sequence.getAsLong()), snapshotTime, now);
    }

    private Transaction readWrite(TransactionOptions options, Instant now) {
        ByteString retried = options.getReadWrite().getRetryTransaction();
        TransactionId id = retried.isEmpty()
                ? TransactionId.first(sequence.getAsLong())
                : TransactionId.parse(retried).retry(sequence.getAsLong());
        if (!retried.isEmpty() && open.containsKey(retried)) {
            end(open.get(retried));
        }
        return Transaction.readWrite(id, now);
    }

    private Transaction find(ByteString id) {
        Transaction transaction = open.get(id);
        if (transaction == null) {
            TransactionId.parse(id);
            throw FirestoreException.transactionOver();
        }
        return transaction;
    }

    private void dropExpired(Instant now) {
        open.values().stream()
                .takeWhile(transaction -> transaction.isExpired(now))
                .toList()
                .forEach(this::end);
    }

    private void releaseLocks(Transaction transaction) {
        for (DocumentName name : transaction.documentsRead()) {
            readers.computeIfPresent(name, (key, holders) -> {
                holders.remove(transaction);
                return holders.isEmpty() ? null : holders;
            });
        }
        transaction.documentsRead().clear();
        transaction.queriesRead().clear();
        queryReaders.remove(transaction);
    }
}
