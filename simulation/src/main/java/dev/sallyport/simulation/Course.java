package dev.sallyport.simulation;

import dev.sallyport.local.compute.OperationLatency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The course of the Compute API's operations: they are done at once, but for those whose call has another fate. Groups
 * take a moment, by the clock that the run moves.
 */
final class Course implements OperationLatency {
    /** Within what a function has, and past every back-off of a client. */
    private static final Duration LONG = Duration.ofMinutes(7);

    private final Supplier<Instant> now;
    private Fate next = Fate.PASS;
    private Instant longest = Instant.MIN;

    /** @param now the cloud's time */
    Course(Supplier<Instant> now) {
        this.now = now;
    }

    /** The next operation is that of a call with this fate. */
    synchronized void next(Fate fate) {
        next = fate;
    }

    /** How long it is until every operation that has been started is done. */
    synchronized Duration left() {
        Duration left = longest.equals(Instant.MIN) ? Duration.ZERO : Duration.between(now.get(), longest);
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void forget() {
        next = Fate.PASS;
        longest = Instant.MIN;
    }

    @Override
    public synchronized Duration of(String collection, String method) {
        if (next != Fate.HANG) {
            return Duration.ZERO;
        }
        longest = now.get().plus(LONG);
        return LONG;
    }

    @Override
    public synchronized Optional<String> failureOf(String collection, String method) {
        return next == Fate.FAIL_IN_THE_END ? Optional.of("INTERNAL_ERROR") : Optional.empty();
    }

    @Override
    public Duration ofManagedInstance() {
        return Duration.ofMillis(20);
    }
}
