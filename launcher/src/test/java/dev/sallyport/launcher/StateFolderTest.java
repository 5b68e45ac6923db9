package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFolderIsMadeWithItsParentsAndLeftEmpty() {
        Path state = folder.resolve("a/b");

        StateFolder.requireUsable(state);

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(refused(file)).contains("--state " + file + ": is no folder (expected: a folder to write to");
    }

    @Test
    void whatLiesBelowAFileCannotBeMade() throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("state");

        assertThat(refused(below)).contains("--state " + below + ": cannot be written to");
    }

    @Test
    void aFolderOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Path letters = Files.createDirectory(folder.resolve("letters"));
        Path letter = Files.writeString(letters.resolve("letter"), "Dear Alice");

        assertThat(up(letters)).contains("--state " + letters + ": holds other things than a local cloud's state");
        assertThat(letters).isDirectoryContaining(letter::equals);
        assertThat(letter).hasContent("Dear Alice");
    }

    @Test
    void aFolderThatAnotherCloudUsesIsRefused() {
        Path state = folder.resolve("state");

        try (LocalCloud other = LocalCloud.builder().state(state).start()) {
            assertThat(up(state)).contains("--state " + state + ": ").contains("keeps its state here");
            assertThat(other.apiEndpoint()).isNotEmpty();
        }
    }

    private String refused(Path state) {
        String complaint = up(state);
        assertThat(folder.resolve("target")).as("nothing was started").doesNotExist();
        return complaint;
    }

    /** What it says when it cannot be started. */
    private String up(Path state) {
        Shell shell = new Shell(folder);
        assertThat(shell.run(
                        "local",
                        "up",
                        "--port",
                        "0",
                        "--internet-port",
                        "0",
                        "--without-functions",
                        "--state",
                        state.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        return shell.err();
    }
}
