package dev.sallyport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What was tried to disturb the functions, and what came of it, for docs/reliability.md: a line for each measurement. */
final class ReliabilityFigures {
    private static final Path FILE = Path.of("simulation/target/reliability.txt");

    private ReliabilityFigures() {}

    static void add(String line) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + FILE, e);
        }
    }
}
