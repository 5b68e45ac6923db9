package dev.sallyport.compliance;

import dev.sallyport.failure.Retryable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same with each of many things, some of them at a time, whatever the number of processors. */
final class SideBySide {
    private SideBySide() {}

    /**
     * What comes of each, in their order.
     *
     * @throws Retryable if the thread is interrupted
     */
    static <T, R> List<R> map(int atATime, List<T> things, Function<T, R> work) {
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, Math.min(atATime, things.size())));
        try {
            List<Future<R>> begun = executor.invokeAll(things.stream()
                    .map(thing -> (Callable<R>) () -> work.apply(thing))
                    .toList());
            List<R> results = new ArrayList<>();
            for (Future<R> one : begun) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Retryable("interrupted while looking", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
