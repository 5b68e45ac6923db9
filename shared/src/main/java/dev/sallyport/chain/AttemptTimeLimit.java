package dev.sallyport.chain;

import dev.sallyport.converge.TimeLimit;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time of one delivery and what is left of its stage's, measured from the moment this is made. Only elapsed time
 * counts, so a wall clock that is wrong or is set does no harm.
 */
final class AttemptTimeLimit implements TimeLimit {
    private final LongSupplier nanoTime;
    private final long begun;
    private final Duration deliveryTime;
    private final Duration stageTime;
    private final Duration stageLimit;

    /**
     * @param deliveryTime how long this delivery may take
     * @param stageTime what is left of the stage's limit
     * @param stageLimit the stage's limit, for the message
     */
    AttemptTimeLimit(LongSupplier nanoTime, Duration deliveryTime, Duration stageTime, Duration stageLimit) {
        this.nanoTime = nanoTime;
        this.deliveryTime = deliveryTime;
        this.stageTime = stageTime;
        this.stageLimit = stageLimit;
        begun = nanoTime.getAsLong();
    }

    @Override
    public Duration left() {
        Duration shorter = deliveryTime.compareTo(stageTime) < 0 ? deliveryTime : stageTime;
        Duration left = shorter.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void check(String waitingFor) {
        if (isStageOver()) {
            throw overdue("waiting for " + waitingFor);
        }
        if (elapsed().compareTo(deliveryTime) >= 0) {
            throw new Retryable("still waiting for " + waitingFor + "; the next delivery goes on with it");
        }
    }

    boolean isStageOver() {
        return elapsed().compareTo(stageTime) >= 0;
    }

    /** What is said of a stage that was never done. */
    Rejected overdue(String last) {
        return new Rejected(
                "not done within " + stageLimit.toMinutes() + " minutes; the last thing seen: " + last,
                "mend what is named here if it is wrong, then publish the request again: what is done stays done");
    }

    /** Since this was made. */
    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }
}
