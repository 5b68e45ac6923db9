package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

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

    private String refused(Path state) {
        Shell shell = new Shell(folder);

        assertThat(shell.run("local", "up", "--port", "0", "--internet-port", "0", "--state", state.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(folder.resolve("target")).as("nothing was started").doesNotExist();
        return shell.err();
    }
}
