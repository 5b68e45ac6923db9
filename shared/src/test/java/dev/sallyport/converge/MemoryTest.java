package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    private int refused() {
        readings.incrementAndGet();
        throw new Retryable("rateLimitExceeded");
    }
}
