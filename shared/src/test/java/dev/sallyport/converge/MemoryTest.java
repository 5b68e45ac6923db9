package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MemoryTest {
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void whatIsKeptIsReadOnce() {
        Memory memory = Memory.keeping();
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
        Memory memory = Memory.keeping();
        int read = memory.recall("Aa", () -> memory.recall("BB", readings::incrementAndGet) + 10);
        assertThat(read).isEqualTo(11);
        assertThat(memory.recall("BB", readings::incrementAndGet)).isEqualTo(1);
    }
}
