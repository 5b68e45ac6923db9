package dev.sallyport.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a closed loop measured: so many callers, each of whom makes the next call when the last one is answered.
 *
 * @param seconds that all calls together took
 */
record Load(Latencies latencies, double seconds) {
    double perSecond() {
        return latencies.count() / seconds;
    }

    /**
     * Calls as long as there is more to do.
     *
     * @param more asked by every caller before each call
     * @throws java.util.concurrent.CompletionException if a call fails; what it measures would not mean anything
     */
    static Load run(int callers, BooleanSupplier more, Supplier<CompletableFuture<?>> call) {
        long begun = System.nanoTime();
        List<Caller> all =
                Stream.generate(() -> new Caller(more, call)).limit(callers).toList();
        all.forEach(Caller::next);
        long[] nanos = all.stream().flatMapToLong(Caller::join).toArray();
        return new Load(Latencies.of(nanos), (System.nanoTime() - begun) / 1e9);
    }

    private static final class Caller {
        private final BooleanSupplier more;
        private final Supplier<CompletableFuture<?>> call;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final Timings timings = new Timings();

        Caller(BooleanSupplier more, Supplier<CompletableFuture<?>> call) {
            this.more = more;
            this.call = call;
        }

        void next() {
            if (!more.getAsBoolean()) {
                end.complete(null);
                return;
            }
            long begun = System.nanoTime();
            call.get().whenComplete((answer, failure) -> {
                if (failure == null) {
                    timings.add(System.nanoTime() - begun);
                    next();
                } else {
                    end.completeExceptionally(failure);
                }
            });
        }

        LongStream join() {
            end.join();
            return Arrays.stream(timings.nanos());
        }
    }
}
