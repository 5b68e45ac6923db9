package dev.sallyport.local.functions;

import dev.sallyport.local.time.CloudClock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes to topics when their schedules say so, as jobs of Cloud Scheduler do. What falls due while time is moved past
 * several times of a schedule happens once.
 */
final class ScheduledTicks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScheduledTicks.class.getName());

    private final CloudClock clock;
    private final Consumer<String> publish;
    private final Map<String, CloudClock.Scheduled> due = new HashMap<>();
    private boolean closed;

    /** @param publish sends a message to a topic, which is named without its project */
    ScheduledTicks(CloudClock clock, Consumer<String> publish) {
        this.clock = clock;
        this.publish = publish;
    }

    synchronized void start(String topic, CronSchedule schedule) {
        if (!closed) {
            Instant now = clock.instant();
            due.put(topic, clock.schedule(Duration.between(now, schedule.next(now)), () -> tick(topic, schedule)));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        due.values().forEach(CloudClock.Scheduled::cancel);
        due.clear();
    }

    private void tick(String topic, CronSchedule schedule) {
        start(topic, schedule);
        try {
            publish.accept(topic);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the schedule of " + topic + " published nothing this time", e);
        }
    }
}
