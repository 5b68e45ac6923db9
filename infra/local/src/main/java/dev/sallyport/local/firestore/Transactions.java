package dev.sallyport.local.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The transactions under way in a database. Not for several threads at once: the database guards it. */
final class Transactions {
    private final LongSupplier sequence;
    private final Map<ByteString, Transaction> open = new LinkedHashMap<>();

    Transactions(LongSupplier sequence) {
        this.sequence = sequence;
    }

    Transaction begin(TransactionOptions options, Instant snapshotTime, Instant now) {
        Transaction transaction =
                options.hasReadOnly() ? readOnly(options.getReadOnly(), snapshotTime, now) : readWrite(options, now);
        open.put(transaction.id(), transaction);
        return transaction;
    }

    /** A transaction for one commit alone, the youngest of all. */
    Transaction forSingleCommit(Instant now) {
        return Transaction.readWrite(TransactionId.first(sequence.getAsLong()), now);
    }

    /** The transaction of this id, whatever has become of it. */
    Transaction find(ByteString id) {
        Transaction transaction = open.get(id);
        if (transaction == null) {
            TransactionId.parse(id);
            throw FirestoreException.transactionOver();
        }
        return transaction;
    }

    boolean isOpen(ByteString id) {
        return open.containsKey(id);
    }

    List<Transaction> expired(Instant now) {
        return open.values().stream()
                .filter(transaction -> transaction.isExpired(now))
                .toList();
    }

    List<Transaction> all() {
        return List.copyOf(open.values());
    }

    void remove(Transaction transaction) {
        open.remove(transaction.id());
    }

    private Transaction readOnly(TransactionOptions.ReadOnly options, Instant latest, Instant now) {
        Instant snapshotTime =
                options.hasReadTime() ? Consistency.asOf(options.getReadTime()).notAfter(latest) : latest;
        return Transaction.readOnly(TransactionId.first(sequence.getAsLong()), snapshotTime, now);
    }

    private Transaction readWrite(TransactionOptions options, Instant now) {
        ByteString retried = options.getReadWrite().getRetryTransaction();
        TransactionId id = retried.isEmpty()
                ? TransactionId.first(sequence.getAsLong())
                : TransactionId.parse(retried).retry(sequence.getAsLong());
        return Transaction.readWrite(id, now);
    }
}
