package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private final Executor elsewhere = ForkJoinPool.commonPool();

    @Test
    void everyCallIsMeasuredOnce() {
        AtomicInteger begun = new AtomicInteger();

        Load load = Load.run(
                3, () -> begun.getAndIncrement() < 5000, () -> CompletableFuture.runAsync(() -> {}, elsewhere));

        assertThat(load.latencies().count()).isEqualTo(5000);
        assertThat(load.perSecond()).isPositive();
    }

    @Test
    void noMoreCallsAreUnderWayThanThereAreCallers() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger underWay = new AtomicInteger();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();

        Load.run(3, () -> begun.getAndIncrement() < 1000, () -> {
            seen.add(underWay.incrementAndGet());
            return CompletableFuture.runAsync(underWay::decrementAndGet, elsewhere);
        });

        assertThat(seen).isSubsetOf(1, 2, 3);
    }

    @Test
    void aFailureIsNoMeasurement() {
        IllegalStateException failure = new IllegalStateException("not greeted");

        assertThatThrownBy(() -> Load.run(2, () -> true, () -> CompletableFuture.failedFuture(failure)))
                .hasCause(failure);
    }
}
