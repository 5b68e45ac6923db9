package dev.sallyport.local.firestore;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;

/**
 * One read of a database at one time. What its queries look at is locked if it happens in a transaction that may write;
 * the documents it names were locked before. Valid as long as the database is held.
 */
final class Reading {
    private final Snapshot snapshot;
    private final Instant time;
    private final Locks locks;
    private final Optional<Transaction> locking;
    private final ByteString begun;

    Reading(Snapshot snapshot, Instant time, Locks locks, Optional<Transaction> locking, ByteString begun) {
        this.snapshot = snapshot;
        this.time = time;
        this.locks = locks;
        this.locking = locking;
        this.begun = begun;
    }

    Optional<StoredDocument> get(DocumentName name) {
        return snapshot.get(name);
    }

    Query.Results run(Query query) {
        locking.ifPresent(transaction -> locks.share(transaction, query));
        return query.run(snapshot);
    }

    /** All documents, with no lock on any of them. */
    Snapshot snapshot() {
        return snapshot;
    }

    Instant time() {
        return time;
    }

    Timestamp readTime() {
        return ProtoTime.of(time);
    }

    /** The id of the transaction that the read began, empty if it began none. */
    ByteString begunTransaction() {
        return begun;
    }
}
