package dev.sallyport.converge;

import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How to let time pass between two looks at something. */
@FunctionalInterface
public interface Pause {
    /**
     * Returns when the time has passed.
     *
     * @throws Retryable if the thread is interrupted
     */
    void pause(Duration duration);

    /** A pause that the executor ends. */
    static Pause on(ScheduledExecutorService executor) {
        return duration -> {
            try {
                executor.schedule(() -> {}, duration.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Retryable("interrupted while waiting", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a task that does nothing failed", e);
            }
        };
    }
}
