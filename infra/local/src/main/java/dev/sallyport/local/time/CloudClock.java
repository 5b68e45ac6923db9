package dev.sallyport.local.time;

import dev.sallyport.local.state.Keeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The local cloud's time: real time plus an offset that {@link #advance} makes larger, so that leases, schedules and
 * certificates run out when a test says so. Whatever the cloud does later is scheduled here and runs when its time has
 * come, or is passed over.
 */
public final class CloudClock implements InstantSource, AutoCloseable {
    private final InstantSource base;
    private final ExecutorService workers;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Thread timer = new Thread(this::runTasks, "cloud-clock");
    private final OffsetKeeper keeper = new OffsetKeeper(this);
    private Duration offset = Duration.ZERO;
    private long sequence;
    private boolean closed;

    private CloudClock(InstantSource base, ExecutorService workers) {
        this.base = base;
        this.workers = workers;
        timer.setDaemon(true);
        timer.start();
    }

    public static CloudClock system() {
        return new CloudClock(InstantSource.system(), Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "cloud-worker");
            thread.setDaemon(true);
            return thread;
        }));
    }

    @Override
    public synchronized Instant instant() {
        return base.instant().plus(offset);
    }

    /** How far this time is ahead of real time. */
    public synchronized Duration offset() {
        return offset;
    }

    /** Moves time forward; what falls due on the way starts at once, in order. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by: " + by + " (expected: not negative)");
        }
        Duration next = offset.plus(by);
        keeper.write(next);
        offset(next);
    }

    /** Keeps how far time was moved. */
    public Keeper keeper() {
        return keeper;
    }

    /** Runs a task on a worker thread once the delay is over. */
    public synchronized Scheduled schedule(Duration delay, Runnable work) {
        Task task = new Task(instant().plus(delay), sequence++, work);
        tasks.add(task);
        notifyAll();
        return () -> cancel(task);
    }

    /** Worker threads for what the cloud does in the background at once. */
    public Executor workers() {
        return workers;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            tasks.clear();
            notifyAll();
        }
        workers.shutdownNow();
    }

    synchronized void offset(Duration moved) {
        offset = moved;
        notifyAll();
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    private void runTasks() {
        for (Task task = next(); task != null; task = next()) {
            workers.execute(task.work);
        }
    }

    private synchronized Task next() {
        while (!closed) {
            Task head = tasks.peek();
            long millis = head == null
                    ? Long.MAX_VALUE
                    : Duration.between(instant(), head.due).toMillis();
            if (head != null && !instant().isBefore(head.due)) {
                return tasks.poll();
            }
            waitAtMost(Math.max(millis, 1));
        }
        return null;
    }

    private void waitAtMost(long millis) {
        try {
            wait(Math.min(millis, Duration.ofHours(1).toMillis()));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** A task that has not run yet. */
    @FunctionalInterface
    public interface Scheduled {
        /** Takes the task back; does nothing if it has started. */
        void cancel();
    }

    private record Task(Instant due, long sequence, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
