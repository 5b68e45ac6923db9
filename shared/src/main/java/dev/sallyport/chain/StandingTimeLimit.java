package dev.sallyport.chain;

import dev.sallyport.converge.TimeLimit;
import java.time.Duration;

/** The time of an attempt, which is over too when nothing new is to start. */
record StandingTimeLimit(AttemptTimeLimit time, AttemptStanding standing) implements TimeLimit {
    @Override
    public Duration left() {
        return time.left();
    }

    @Override
    public void check(String waitingFor) {
        standing.look();
        time.check(waitingFor);
    }

    @Override
    public void checkStarted(String operation) {
        time.check(operation);
    }
}
