package dev.sallyport.local.watch;

import dev.sallyport.local.compute.ComputeView;
import dev.sallyport.local.projects.Project;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Strangers who try every way into the applications of a project for as long as the watch lasts, over and over: each
 * forwarding rule with and without TLS at every host and path that its URL map names, each VM from outside and from every
 * other VM of its network, with headers and assertions that are not theirs wherever they get a connection.
 *
 * <pre>{@code
 * try (ExposureWatch watch = cloud.watchExposure("lab-project")) {
 *     // change things
 *     Timeline timeline = watch.end();
 * }
 * }</pre>
 *
 * <p>Between two rounds of attempts the watch rests in proportion to the time that the last one took, so that it takes a
 * small share of the machine; less long when a resource has changed, and never longer than half a second. What is open for
 * less time than that may be missed.
 */
public final class ExposureWatch implements AutoCloseable {
    private static final int REST_PER_WORK = 8;
    private static final int REST_PER_WORK_AFTER_CHANGE = 2;
    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(500);

    private final Rounds rounds;
    private final Thread thread = new Thread(this::watch, "exposure-watch");
    private boolean changed;
    private boolean over;
    private boolean oneMore;

    private ExposureWatch(
            Project project,
            ComputeView compute,
            Supplier<String> assertionOfAnotherApp,
            InetSocketAddress internetProxy,
            InstantSource clock) {
        rounds = new Rounds(project, compute, assertionOfAnotherApp, internetProxy, clock);
        compute.onChange(link -> change());
        thread.setDaemon(true);
    }

    /**
     * Starts watching.
     *
     * @param assertionOfAnotherApp gives an assertion that is genuine, and good for an application elsewhere
     * @param internetProxy the proxy of the cloud's internet
     * @param clock the cloud's time
     */
    public static ExposureWatch start(
            Project project,
            ComputeView compute,
            Supplier<String> assertionOfAnotherApp,
            InetSocketAddress internetProxy,
            InstantSource clock) {
        ExposureWatch watch = new ExposureWatch(project, compute, assertionOfAnotherApp, internetProxy, clock);
        watch.thread.start();
        return watch;
    }

    /** What has been seen so far. */
    public Timeline timeline() {
        return rounds.timeline();
    }

    /** Ends the watch after one more round, so that what there is now has been tried, and returns all that was seen. */
    public Timeline end() {
        stop(true);
        return timeline();
    }

    /** Ends the watch after the round that is under way. */
    @Override
    public void close() {
        stop(false);
    }

    private void stop(boolean afterOneMore) {
        synchronized (this) {
            oneMore = oneMore || afterOneMore;
            over = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        do {
            long begun = System.nanoTime();
            boolean tried = rounds.round();
            rest(System.nanoTime() - begun, tried);
        } while (!isOver());
        if (endsWithOneMore()) {
            rounds.round();
        }
        rounds.close();
    }

    private synchronized void change() {
        changed = true;
        notifyAll();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean endsWithOneMore() {
        return oneMore;
    }

    /** Ways in come and go by changes only: where there are none, nothing is to be done until the next. */
    private synchronized void rest(long worked, boolean tried) {
        long begun = System.nanoTime();
        long unchanged = tried ? Math.min(worked * REST_PER_WORK, LONGEST_REST) : Long.MAX_VALUE;
        try {
            while (!over) {
                long rest = changed ? Math.min(worked * REST_PER_WORK_AFTER_CHANGE, LONGEST_REST) : unchanged;
                long left = rest - (System.nanoTime() - begun);
                if (left <= 0) {
                    break;
                }
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over = true;
        }
        changed = false;
    }
}
