package dev.sallyport.local.firestore;

import dev.sallyport.local.time.CloudClock;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The database's timestamps: the cloud's time in microseconds, a later one for every commit, and none for a commit that
 * is not after everything read before it.
 */
final class CommitTimes {
    private final CloudClock clock;
    private Instant last = Instant.EPOCH;

    CommitTimes(CloudClock clock) {
        this.clock = clock;
    }

    Instant forRead() {
        Instant now = ProtoTime.toMicros(clock.instant());
        last = now.isAfter(last) ? now : last;
        return last;
    }

    Instant forCommit() {
        Instant now = ProtoTime.toMicros(clock.instant());
        Instant next = last.plusNanos(1_000);
        last = now.isAfter(next) ? now : next;
        return last;
    }

    /** Whether the cloud's time was put back, so that it is behind what was read and written. */
    boolean areAhead() {
        return ProtoTime.toMicros(clock.instant()).isBefore(last);
    }

    /** From now on they follow the cloud's time again, earlier though it is. */
    void startOver() {
        last = Instant.EPOCH;
    }

    /** A time for reading that is not before any of these. */
    Instant notBefore(Stream<Instant> times) {
        last = times.reduce(last, (left, right) -> left.isAfter(right) ? left : right);
        return forRead();
    }
}
