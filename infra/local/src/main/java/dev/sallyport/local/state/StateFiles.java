package dev.sallyport.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The files of a state directory. {@code snapshot-N} holds all that happened before {@code journal-N}; journals follow
 * one another without a gap. What is written aside ends in {@code .new}.
 */
record StateFiles(Path directory) {
    private static final Pattern NAME = Pattern.compile("(?<kind>journal|snapshot)-(?<number>\\d{6,18})");

    Path journal(long number) {
        return directory.resolve("journal-%06d".formatted(number));
    }

    Path snapshot(long number) {
        return directory.resolve("snapshot-%06d".formatted(number));
    }

    Path key() {
        return directory.resolve("key");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    OptionalLong newestSnapshot() throws IOException {
        return numbers("snapshot").max();
    }

    /** Numbers of the journals from this one on, in order. */
    List<Long> journalsFrom(long first) throws IOException {
        return numbers("journal")
                .filter(number -> number >= first)
                .sorted()
                .boxed()
                .toList();
    }

    /** Whether the directory is as good as new. */
    boolean holdsNothingElse() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals("lock") || name.equals("key.new"));
        }
    }

    /** Removes what the snapshot of this number made superfluous. */
    void removeBefore(long number) throws IOException {
        for (long older : numbers("snapshot").filter(found -> found < number).toArray()) {
            Files.deleteIfExists(snapshot(older));
        }
        for (long older : numbers("journal").filter(found -> found < number).toArray()) {
            Files.deleteIfExists(journal(older));
        }
    }

    static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    static StateException damaged(Path file, long offset, String what) {
        return new StateException(file + ": damaged at byte " + offset + ": " + what
                + ". Nothing was changed; put back a copy of the directory, or begin anew with another one");
    }

    private LongStream numbers(String kind) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(name -> name.group("kind").equals(kind))
                    .mapToLong(name -> Long.parseLong(name.group("number")))
                    .boxed()
                    .toList()
                    .stream()
                    .mapToLong(Long::longValue);
        }
    }
}
