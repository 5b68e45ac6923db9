package dev.sallyport.local.firestore;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction that has begun and not ended. What it has read is locked: nobody younger writes it meanwhile, and
 * somebody older who does makes this one lose. Two are never equal.
 */
final class Transaction {
    /** Source of both limits: cloud.google.com/firestore/quotas, "Writes and transactions". */
    private static final Duration MAX_AGE = Duration.ofSeconds(270);

    private static final Duration MAX_IDLE = Duration.ofSeconds(60);

    private final TransactionId id;
    private final Optional<Instant> snapshotTime;
    private final Instant begun;
    private final Set<DocumentName> documents = new HashSet<>();
    private final List<Query> queries = new ArrayList<>();
    private Instant lastUsed;
    private boolean lost;

    private Transaction(TransactionId id, Optional<Instant> snapshotTime, Instant begun) {
        this.id = id;
        this.snapshotTime = snapshotTime;
        this.begun = begun;
        this.lastUsed = begun;
    }

    static Transaction readWrite(TransactionId id, Instant begun) {
        return new Transaction(id, Optional.empty(), begun);
    }

    static Transaction readOnly(TransactionId id, Instant snapshotTime, Instant begun) {
        return new Transaction(id, Optional.of(snapshotTime), begun);
    }

    ByteString id() {
        return id.bytes();
    }

    boolean isOlderThan(Transaction other) {
        return id.isOlderThan(other.id);
    }

    /** When a read-only transaction reads as of; empty if the transaction may write. */
    Optional<Instant> snapshotTime() {
        return snapshotTime;
    }

    boolean isLost() {
        return lost;
    }

    Instant expires() {
        Instant byAge = begun.plus(MAX_AGE);
        Instant byIdleness = lastUsed.plus(MAX_IDLE);
        return byAge.isBefore(byIdleness) ? byAge : byIdleness;
    }

    boolean isExpired(Instant now) {
        return now.isAfter(expires());
    }

    void use(Instant now) {
        lastUsed = now;
    }

    /** Another transaction was given what this one had locked. */
    void lose() {
        lost = true;
    }

    /** The documents it holds or waits for. */
    Set<DocumentName> documents() {
        return documents;
    }

    List<Query> queries() {
        return queries;
    }
}
