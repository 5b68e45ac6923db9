package dev.sallyport.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** State directories as processes that are killed leave them. */
public final class KilledState {
    private KilledState() {}

    /**
     * Copies a directory that somebody keeps his state in, as it is at one moment: files that come or go meanwhile are a
     * reason to begin again.
     *
     * @param copy does not exist yet
     */
    public static Path copy(Path directory, Path copy) {
        try {
            Files.createDirectories(copy);
            while (!copyOnce(directory, copy)) {
                for (String name : names(copy)) {
                    Files.delete(copy.resolve(name));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean copyOnce(Path directory, Path copy) throws IOException {
        Set<String> names = names(directory);
        try {
            for (String name : names) {
                Files.copy(directory.resolve(name), copy.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (NoSuchFileException gone) {
            return false;
        }
        return names.equals(names(directory));
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }
}
