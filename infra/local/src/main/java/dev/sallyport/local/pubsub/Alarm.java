package dev.sallyport.local.pubsub;

import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;

/** Does one piece of work at the earliest of the times it was set for. */
final class Alarm {
    private final CloudClock clock;
    private final Runnable work;
    private CloudClock.Scheduled scheduled = () -> {};
    private Instant due = Instant.MAX;

    Alarm(CloudClock clock, Runnable work) {
        this.clock = clock;
        this.work = work;
    }

    /** Does the work at this time at the latest; it may be done once more, earlier. */
    synchronized void setFor(Instant time) {
        if (time.isBefore(due)) {
            scheduled.cancel();
            due = time;
            scheduled = clock.schedule(Duration.between(clock.instant(), time), () -> ring(time));
        }
    }

    synchronized void cancel() {
        scheduled.cancel();
        due = Instant.MAX;
    }

    private void ring(Instant time) {
        synchronized (this) {
            if (due.equals(time)) {
                due = Instant.MAX;
            }
        }
        work.run();
    }
}
