package dev.sallyport.converge;

import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import java.time.Duration;

/** How long work may go on: the function's own time in this delivery, and the stage's time over all deliveries. */
public interface TimeLimit {
    /** Time left in this delivery. */
    Duration left();

    /**
     * Call before every wait. It throws too where the work is to end because somebody has cancelled it.
     *
     * @param waitingFor what is being waited for, for the message
     * @throws Retryable if the function's time is nearly over, so that the message is given back
     * @throws Rejected if the stage's time over all deliveries is over
     */
    void check(String waitingFor);

    /**
     * As {@link #check}, for the wait for an operation that has been started, which goes on even where nothing new is to
     * start any more.
     */
    default void checkStarted(String operation) {
        check(operation);
    }
}
