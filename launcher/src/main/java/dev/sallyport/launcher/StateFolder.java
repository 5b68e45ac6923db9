package dev.sallyport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that {@code --state} names, looked at before anything is started. */
final class StateFolder {
    private StateFolder() {}

    /**
     * Makes the folder if it is not there.
     *
     * @throws BadInput if files cannot be made in it
     */
    static void requireUsable(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw unusable(folder, "is no folder");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ""));
        } catch (IOException e) {
            throw unusable(folder, "cannot be written to (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static BadInput unusable(Path folder, String problem) {
        return new BadInput("--state " + folder + ": " + problem + " (expected: a folder to write to, or the name of a"
                + " new one)");
    }
}
