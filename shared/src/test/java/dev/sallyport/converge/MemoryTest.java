package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MemoryTest {
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void whatIsKeptIsReadOnce() {
        Memory memory = Memory.keeping(Backoff.none());
        assertThat(memory.recall("list", readings::incrementAndGet)).isEqualTo(1);
        assertThat(memory.recall("list", readings::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void withoutAMemoryEverythingIsReadAgain() {
        Memory memory = Memory.none();
        assertThat(memory.recall("list", readings::incrementAndGet)).isEqualTo(1);
        assertThat(memory.recall("list", readings::incrementAndGet)).isEqualTo(2);
    }

    /** Aa and BB have the same hash code. */
    @Test
    void aReadingMayNeedAnotherWhateverTheirKeys() {
        Memory memory = Memory.keeping(Backoff.none());
        int read = memory.recall("Aa", () -> memory.recall("BB", readings::incrementAndGet) + 10);
        assertThat(read).isEqualTo(11);
        assertThat(memory.recall("BB", readings::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void whoeverKeepsWhatNeverChangesAsksAgainForWhatCouldNotBeRead() {
        Memory memory = Memory.keeping();

        assertThatThrownBy(() -> memory.recall("number", this::refused)).hasMessage("rateLimitExceeded");

        assertThat(memory.recall("number", readings::incrementAndGet)).isEqualTo(2);
        assertThat(memory.recall("number", readings::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whatIsRefusedForTheMomentIsReadAgainAfterAPause() {
        List<Duration> pauses = new ArrayList<>();
        Memory memory = Memory.keeping(new Backoff(pauses::add, Duration.ofMinutes(1)));

        int read = memory.recall("list", () -> {
            if (readings.incrementAndGet() < 4) {
                throw new Retryable("rateLimitExceeded");
            }
            return readings.get();
        });

        assertThat(read).isEqualTo(4);
        assertThat(pauses).hasSize(3).isSorted();
        assertThat(memory.recall("list", readings::incrementAndGet)).isEqualTo(4);
    }

    @Test
    void whatCouldNotBeReadInAllThatTimeIsAskedForNoMore() {
        List<Duration> pauses = new ArrayList<>();
        Memory memory = Memory.keeping(new Backoff(pauses::add, Duration.ofSeconds(10)));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> memory.recall("list", this::refused)).hasMessage("rateLimitExceeded");
        }

        assertThat(readings).hasValue(pauses.size() + 1);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoWantsTheSameWaitsForTheOneWhoAsksAgain() {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Memory memory = Memory.keeping(new Backoff(pause -> handOver(pausing, over), Duration.ofMinutes(1)));
        Supplier<Integer> reading = () -> {
            if (readings.incrementAndGet() == 1) {
                throw new Retryable("rateLimitExceeded");
            }
            return readings.get();
        };

        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> memory.recall("list", reading));
        awaitThe(pausing);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> memory.recall("list", reading));
        over.countDown();

        assertThat(one.join()).isEqualTo(2);
        assertThat(other.join()).isEqualTo(2);
        assertThat(readings).hasValue(2);
    }

    @Test
    void whatIsAskedAnewEachTimeIsAskedAgainAfterAPauseAsWell() {
        List<Duration> pauses = new ArrayList<>();
        Memory memory = Memory.keeping(new Backoff(pauses::add, Duration.ofSeconds(10)));

        assertThatThrownBy(() -> memory.ask(this::refused)).hasMessage("rateLimitExceeded");
        assertThat(readings).hasValue(pauses.size() + 1);
        assertThat(memory.ask(readings::incrementAndGet)).isEqualTo(readings.get());
    }

    @Test
    void whoChangesThingsIsToldAtOnceThatTheyAreRefused() {
        assertThatThrownBy(() -> Memory.none().ask(this::refused)).hasMessage("rateLimitExceeded");
        assertThat(readings).hasValue(1);
    }

    private static void handOver(CountDownLatch from, CountDownLatch to) {
        from.countDown();
        awaitThe(to);
    }

    private static void awaitThe(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private int refused() {
        readings.incrementAndGet();
        throw new Retryable("rateLimitExceeded");
    }
}
