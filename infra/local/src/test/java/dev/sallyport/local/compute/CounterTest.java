package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.state.StateRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterTest {
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void idsGoOnAfterARestartEvenIfTheClockHasGoneBack() {
        ResourceIds ids = ids(Instant.parse("2026-11-24T12:00:00Z"));
        ids.next();
        long last = ids.next();

        assertThat(ids(Instant.EPOCH).next()).isGreaterThan(last);
    }

    @Test
    void aNumberIsGivenOutOnlyWhenItsMarkIsKept() {
        Counter counter = counter();
        for (int i = 0; i < 100; i++) {
            long given = counter.next(1);

            assertThat(counter().next(1)).isGreaterThan(given);
        }
    }

    @Test
    void theMarkIsNotWrittenForEachNumber() {
        int[] writes = {0};
        ChangeLog log = new ChangeLog();
        log.open(changes -> writes[0] += changes.size());
        Counter counter = new Counter("counters/test", 10, log);

        for (int i = 0; i < 100; i++) {
            counter.next(1);
        }

        assertThat(writes[0]).isEqualTo(10);
    }

    @Test
    void aCounterNeverGoesBack() {
        Counter counter = counter();
        counter.raise(50);
        counter.raise(20);

        assertThat(counter.next(1)).isEqualTo(51);
    }

    private Counter counter() {
        return raised(new Counter("counters/test", 10, log()));
    }

    private ResourceIds ids(Instant now) {
        ResourceIds ids = new ResourceIds(() -> now, log());
        raised(ids.counter());
        return ids;
    }

    private Counter raised(Counter counter) {
        List<StateRecord> kept = journal.records();
        kept.forEach(counter::raise);
        return counter;
    }

    private ChangeLog log() {
        ChangeLog log = new ChangeLog();
        log.open(journal);
        return log;
    }
}
