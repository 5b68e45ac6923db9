package dev.sallyport.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    Path scratch;

    @Test
    void whatWasWrittenIsThereAfterTheProcessWasKilled() {
        Path killed;
        try (Run run = new Run(scratch.resolve("state"))) {
            run.name("lab/one", "first");
            run.name("lab/two", "second");
            run.name("lab/one", "changed");
            run.names.remove("lab/two");
            run.passwords.put("lab/db", StringValue.of(PASSWORD));
            killed = run.killed(scratch.resolve("killed"));
        }

        try (Run again = new Run(killed)) {
            assertThat(again.names()).containsExactly(Map.entry("lab/one", "changed"));
            assertThat(again.passwords.get("lab/db")).contains(StringValue.of(PASSWORD));
        }
    }

    @Test
    void whatWasWrittenIsThereAfterAnOrderlyEnd() {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            run.name("lab/one", "first");
            run.passwords.put("lab/db", StringValue.of(PASSWORD));
        }

        try (Run again = new Run(path)) {
            assertThat(again.names()).containsExactly(Map.entry("lab/one", "first"));
            assertThat(again.passwords.get("lab/db")).contains(StringValue.of(PASSWORD));
        }
    }

    @Test
    void anOrderlyEndLeavesASnapshotAndAnEmptyJournal() throws IOException {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            run.name("lab/one", "first");
        }

        assertThat(fileNames(path)).containsExactly("journal-000002", "key", "lock", "snapshot-000002");
        assertThat(Files.size(path.resolve("journal-000002"))).isEqualTo(FileHeader.BYTES);
    }

    @Test
    void nothingIsWrittenAnewByARunThatChangedNothing() throws IOException {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            run.name("lab/one", "first");
        }

        new Run(path).close();

        assertThat(fileNames(path)).containsExactly("journal-000002", "key", "lock", "snapshot-000002");
    }

    @Test
    void secretsCanBeReadInNoFile() throws IOException {
        Path path = scratch.resolve("state");
        Path killed;
        try (Run run = new Run(path)) {
            run.passwords.put("lab/db", StringValue.of(PASSWORD));
            run.name("lab/one", "plain text");
            killed = run.killed(scratch.resolve("killed"));
        }

        assertThat(contents(killed)).contains("plain text").doesNotContain(PASSWORD);
        assertThat(contents(path)).contains("plain text").doesNotContain(PASSWORD);
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        Path path = scratch.resolve("state");
        new Run(path).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        Path path = scratch.resolve("state");
        new Run(path).close();
        Files.setPosixFilePermissions(path.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> new Run(path))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("chmod 600 " + path.resolve("key"));
    }

    @Test
    void anotherKeyIsRefused() throws IOException {
        Path path = scratch.resolve("state");
        new Run(path).close();
        new Run(scratch.resolve("other")).close();
        Files.delete(path.resolve("key"));
        Files.copy(scratch.resolve("other/key"), path.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThatThrownBy(() -> new Run(path))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("Put the right file key back");
    }

    @Test
    void aDirectoryOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Path path = Files.createDirectory(scratch.resolve("photos"));
        Files.writeString(path.resolve("cat.jpg"), "meow");

        assertThatThrownBy(() -> new Run(path))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("Name an empty directory");
        assertThat(fileNames(path)).containsExactly("cat.jpg");
    }

    @Test
    void twoCloudsNeverShareADirectory() {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            assertThatThrownBy(() -> new Run(path))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("another local cloud of this process");

            run.name("lab/one", "first");
            assertThat(run.names()).containsKey("lab/one");
        }
        new Run(path).close();
    }

    @Test
    void aFileOfAnotherVersionIsRefused() throws IOException {
        Path path = scratch.resolve("state");
        new Run(path).close();
        Path journal = path.resolve("journal-000001");
        overwrite(journal, 8, new byte[] {0, 0, 0, 7});

        assertThatThrownBy(() -> new Run(path))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(journal + ": is written in version 7 of the format (expected: 1)");
    }

    @Test
    void recordsOfAServiceThatIsNotThereAreRefused() {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            run.name("lab/one", "first");
        }

        try (StateDirectory directory = StateDirectory.open(path)) {
            assertThatThrownBy(directory::ready)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("holds records of names");
        }
        try (Run again = new Run(path)) {
            assertThat(again.names()).containsKey("lab/one");
        }
    }

    @Test
    void aJournalThatIsMissingIsNamed() throws IOException {
        Path path = scratch.resolve("state");
        try (Run run = new Run(path)) {
            run.name("lab/one", "first");
        }
        Files.delete(path.resolve("journal-000002"));

        assertThatThrownBy(() -> new Run(path))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(path.resolve("journal-000002") + ": is missing");
    }

    @Test
    void aReplacementThatWasNotFinishedIsFinishedAtTheNextStart() {
        Path[] killed = new Path[1];
        try (Run run = new Run(scratch.resolve("state"))) {
            run.name("lab/old", "gone");
            run.passwords.put("lab/old", StringValue.of(PASSWORD));
            run.name("other/kept", "kept");
            Entry.Put replacement = Entry.sealed(
                    "names",
                    StateRecord.of("lab", "lab/new", StringValue.of("new").toByteString()),
                    run.directory.key());
            run.directory.replace(
                    List.of("lab"), List.of(replacement), () -> killed[0] = run.killed(scratch.resolve("killed")));
        }

        try (Run again = new Run(killed[0])) {
            assertThat(again.names()).containsExactly(Map.entry("lab/new", "new"), Map.entry("other/kept", "kept"));
            assertThat(again.passwords.view()).isEmpty();
        }
    }

    private static List<String> fileNames(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String contents(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : fileNames(directory)) {
            all.append(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static void overwrite(Path file, long offset, byte[] bytes) throws IOException {
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw")) {
            output.seek(offset);
            output.write(bytes);
        }
    }
}
