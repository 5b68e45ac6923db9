package dev.sallyport.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for what a request comes to, but neither for ever nor past Ctrl-C.
 *
 * @param stop completed when somebody wants the program to end
 */
record Waiting(CompletableFuture<Void> stop, Duration timeout) {
    /**
     * @param end completed with what is waited for
     * @param tooLong what is thrown if it takes too long
     * @throws Interrupted if the program is to stop before that
     */
    <T> T await(CompletableFuture<T> end, Supplier<? extends RuntimeException> tooLong) {
        try {
            CompletableFuture.anyOf(end, stop).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!end.isDone()) {
                throw new Interrupted();
            }
            return end.get();
        } catch (TimeoutException e) {
            throw tooLong.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    /**
     * Looks until there is something to see. What a look throws ends the waiting with it.
     *
     * @param pause between two looks
     * @param tooLong what is thrown if it takes too long
     * @throws Interrupted if the program is to stop before that
     */
    <T> T poll(Duration pause, Supplier<Optional<T>> look, Supplier<? extends RuntimeException> tooLong) {
        CompletableFuture<T> seen = new CompletableFuture<>();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "looks");
            thread.setDaemon(true);
            return thread;
        });
        try {
            executor.scheduleWithFixedDelay(() -> complete(seen, look), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
            return await(seen, tooLong);
        } finally {
            executor.shutdownNow();
        }
    }

    private static <T> void complete(CompletableFuture<T> seen, Supplier<Optional<T>> look) {
        try {
            look.get().ifPresent(seen::complete);
        } catch (RuntimeException e) {
            seen.completeExceptionally(e);
        }
    }
}
