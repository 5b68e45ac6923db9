package dev.sallyport.local.compute;

import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.StateRecord;
import java.util.List;
import java.util.Optional;

/**
 * A number that only grows, even over a restart: what is kept is a mark ahead of it, from which a restart goes on. So it
 * need not be written each time.
 */
final class Counter {
    private final String key;
    private final long ahead;
    private final ChangeLog log;
    private long last;
    private long mark;

    /**
     * @param key of its record
     * @param ahead how far the mark is ahead when it is written
     */
    Counter(String key, long ahead, ChangeLog log) {
        this.key = key;
        this.ahead = ahead;
        this.log = log;
    }

    String key() {
        return key;
    }

    /** The next number: at least this one. */
    synchronized long next(long atLeast) {
        long next = Math.max(last + 1, atLeast);
        if (next >= mark) {
            log.write(() -> List.of(new Change.Put(record(next + ahead))));
            mark = next + ahead;
        }
        last = next;
        return next;
    }

    /** Goes on from this number, if it is not further already. */
    synchronized void raise(long to) {
        last = Math.max(last, to);
    }

    /** Goes on from where a record says. */
    void raise(StateRecord record) {
        try {
            raise(Int64Value.parseFrom(record.value()).getValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("record " + key + " is no counter", e);
        }
    }

    /** What is kept of it; nothing before its first number. */
    synchronized Optional<StateRecord> record() {
        long kept = Math.max(last, mark);
        return kept == 0 ? Optional.empty() : Optional.of(record(kept));
    }

    private StateRecord record(long value) {
        return StateRecord.of(StateRecord.CLOUD, key, Int64Value.of(value).toByteString());
    }
}
