package dev.sallyport.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a process, of power and of a disk leave of a journal with the batches one, two and three. */
class JournalDamageTest {
    @TempDir
    Path scratch;

    private Path killed;
    private byte[] journal;
    private int second;
    private int third;

    @BeforeEach
    void threeBatches() throws IOException {
        try (Run run = new Run(scratch.resolve("state"))) {
            run.name("lab/one", "first");
            second = (int) Files.size(run.directory.path().resolve("journal-000001"));
            run.name("lab/two", "second");
            third = (int) Files.size(run.directory.path().resolve("journal-000001"));
            run.name("lab/three", "third");
            killed = run.killed(scratch.resolve("killed"));
        }
        journal = Files.readAllBytes(killed.resolve("journal-000001"));
    }

    @Test
    void aWriteThatWasCutOffAnywhereIsGoneAndAllBeforeItIsThere() throws IOException {
        for (int end = third; end < journal.length; end++) {
            Path copy = with(Arrays.copyOf(journal, end), "cut-off-at-" + end);

            try (Run again = new Run(copy)) {
                assertThat(again.names()).as("cut off at %d", end).containsOnlyKeys("lab/one", "lab/two");
            }
        }
    }

    @Test
    void writingGoesOnWhereAWriteWasCutOff() throws IOException {
        Path copy = with(Arrays.copyOf(journal, journal.length - 1), "cut-off");
        Path killedAgain;
        try (Run again = new Run(copy)) {
            again.name("lab/four", "fourth");
            killedAgain = again.killed(scratch.resolve("killed-again"));
        }

        try (Run again = new Run(killedAgain)) {
            assertThat(again.names()).containsOnlyKeys("lab/one", "lab/two", "lab/four");
        }
    }

    @Test
    void zerosInPlaceOfAWriteAreGone() throws IOException {
        byte[] lengthened = Arrays.copyOf(Arrays.copyOf(journal, third), third + 4096);
        Path copy = with(lengthened, "power-failure");

        try (Run again = new Run(copy)) {
            assertThat(again.names()).containsOnlyKeys("lab/one", "lab/two");
        }
    }

    @Test
    void everyDamagedByteIsFoundAndThePlaceNamed() throws IOException {
        for (int at = second; at < third; at++) {
            byte[] damaged = journal.clone();
            damaged[at] ^= 0x10;
            Path copy = with(damaged, "damaged-at-" + at);

            assertThatThrownBy(() -> new Run(copy))
                    .as("damaged at %d", at)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(copy.resolve("journal-000001") + ": damaged at byte " + second);
            assertThat(Files.readAllBytes(copy.resolve("journal-000001"))).isEqualTo(damaged);
        }
    }

    @Test
    void aBatchThatIsMissingInTheMiddleIsFound() throws IOException {
        byte[] gap = new byte[journal.length - (third - second)];
        System.arraycopy(journal, 0, gap, 0, second);
        System.arraycopy(journal, third, gap, second, journal.length - third);
        Path copy = with(gap, "gap");

        assertThatThrownBy(() -> new Run(copy))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("found batch 2 where batch 1 belongs");
    }

    @Test
    void anIncompleteSnapshotIsDamage() throws IOException {
        Path state = scratch.resolve("state");
        Path snapshot = state.resolve("snapshot-000002");
        byte[] whole = Files.readAllBytes(snapshot);
        Files.write(snapshot, Arrays.copyOf(whole, whole.length - 3));

        assertThatThrownBy(() -> new Run(state))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(snapshot + ": damaged at byte " + FileHeader.BYTES);
    }

    private Path with(byte[] bytes, String name) throws IOException {
        Path copy = KilledState.copy(killed, scratch.resolve(name));
        Files.write(copy.resolve("journal-000001"), bytes);
        return copy;
    }
}
