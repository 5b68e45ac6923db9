package dev.sallyport.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    @TempDir
    Path scratch;

    @Test
    void aJournalThatHasGrownBecomesASnapshotWhileOthersWrite() throws Exception {
        Path killed;
        List<String> written = new ArrayList<>();
        try (Run run = new Run(scratch.resolve("state"))) {
            AtomicBoolean compacted = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<List<String>>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String prefix = "p" + writer + "/";
                writers.add(threads.submit(() -> writeUntil(compacted, run, prefix)));
            }
            await().until(() -> hasSnapshot(run.directory.path()));
            compacted.set(true);
            for (Future<List<String>> writer : writers) {
                written.addAll(writer.get());
            }
            threads.shutdown();
            killed = run.killed(scratch.resolve("killed"));
        }

        try (Run again = new Run(killed)) {
            assertThat(again.names().keySet()).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    /** The second or a later one: each goes when the next is there. */
    private static boolean hasSnapshot(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.matches("snapshot-\\d{6}") && !name.equals("snapshot-000001"));
        }
    }

    @Test
    void aKillDuringACompactionLosesNothing() throws IOException {
        Path killed;
        try (Run run = new Run(scratch.resolve("state"))) {
            run.name("lab/one", "first");
            killed = run.killed(scratch.resolve("killed"));
        }
        // The new journal was there, and half a snapshot beside it.
        String keyId = SealingKey.in(killed.resolve("key")).id();
        FrameWriter.createWhole(killed.resolve("journal-000002"), new FileHeader(2, 1, keyId))
                .close();
        Files.writeString(killed.resolve("snapshot-000002.new"), "half");

        try (Run again = new Run(killed)) {
            assertThat(again.names()).containsOnlyKeys("lab/one");
            again.name("lab/two", "second");
        }
        try (Run again = new Run(killed)) {
            assertThat(again.names()).containsOnlyKeys("lab/one", "lab/two");
        }
    }

    @Test
    void aKillBeforeTheOldFilesWereRemovedLosesNothing() throws IOException {
        Path state = scratch.resolve("state");
        Path killed;
        try (Run run = new Run(state)) {
            run.name("lab/one", "first");
            killed = run.killed(scratch.resolve("killed"));
        }
        Files.copy(killed.resolve("journal-000001"), state.resolve("journal-000001"));

        try (Run again = new Run(state)) {
            assertThat(again.names()).containsOnlyKeys("lab/one");
            assertThat(state.resolve("journal-000001")).doesNotExist();
        }
    }

    /** Names are written over and over, so that there is something to compact. */
    private static List<String> writeUntil(AtomicBoolean compacted, Run run, String prefix) {
        List<String> names = new ArrayList<>();
        String text = "x".repeat(20_000);
        for (int i = 0; !compacted.get(); i++) {
            String name = prefix + i % 200;
            run.name(name, text + i);
            if (i < 200) {
                names.add(name);
            }
        }
        return names;
    }
}
