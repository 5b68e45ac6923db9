package dev.sallyport.local.firestore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several threads that do the same at once. */
final class Contention {
    private Contention() {}

    /** Ends when all are done; fails with the first failure. */
    static void inParallel(int threads, int rounds, Runnable work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> repeat(rounds, work)));
            }
            for (Future<?> future : running) {
                future.get(120, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static void repeat(int rounds, Runnable work) {
        for (int round = 0; round < rounds; round++) {
            work.run();
        }
    }
}
