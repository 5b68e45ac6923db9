package dev.sallyport.simulation;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One delivery of a message to a function, while it runs. The gate guards it. */
final class Invocation {
    private final int ordinal;
    private final Letter letter;
    private final Instance instance;
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<HeldCall> held = new ArrayList<>();
    private boolean ended;
    private boolean inTransaction;
    private ByteString transaction = ByteString.EMPTY;
    private boolean killed;
    private Optional<Throwable> failure = Optional.empty();

    Invocation(int ordinal, Letter letter, Instance instance) {
        this.ordinal = ordinal;
        this.letter = letter;
        this.instance = instance;
    }

    int ordinal() {
        return ordinal;
    }

    Letter letter() {
        return letter;
    }

    Instance instance() {
        return instance;
    }

    /** The same for the same call of the same invocation in every run of a seed. */
    int next(String name) {
        return counts.merge(name, 1, Integer::sum);
    }

    List<HeldCall> held() {
        return held;
    }

    boolean isQuiet() {
        return ended || !held.isEmpty();
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    void inTransaction(boolean now) {
        inTransaction = now;
        transaction = ByteString.EMPTY;
    }

    /** Only now the id of its transaction is known. */
    void readIn(ByteString id) {
        transaction = id;
    }

    /** A transaction is over: that of this invocation, or one of an earlier. */
    void rolledBack(ByteString id) {
        if (transaction.equals(id)) {
            inTransaction(false);
        }
    }

    boolean wasKilled() {
        return killed;
    }

    void kill() {
        killed = true;
    }

    Optional<Throwable> failure() {
        return failure;
    }

    void end(Optional<Throwable> thrown) {
        ended = true;
        failure = thrown;
    }

    @Override
    public String toString() {
        return "invocation " + ordinal + " (" + letter + ")";
    }
}
