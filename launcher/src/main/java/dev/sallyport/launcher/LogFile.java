package dev.sallyport.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where everything in this process logs to while the file is open: never between the lines of progress. */
final class LogFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogFile.class.getName());
    private static final Path LOGS = Path.of("target", "logs");
    private static final Logger ROOT = Logger.getLogger("");
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path path;
    private final List<Handler> handlers;

    private LogFile(Path path, List<Handler> handlers) {
        this.path = path;
        this.handlers = handlers;
        handlers.forEach(ROOT::addHandler);
    }

    /**
     * Opens a new file in the folder.
     *
     * @param verbose whether the same goes to standard error
     */
    static LogFile openIn(Path folder, Instant now, boolean verbose) {
        try {
            Files.createDirectories(folder);
            Path path = folder.resolve("sallyport-" + FILE_TIME.format(now) + "-"
                    + ProcessHandle.current().pid() + ".log");
            List<Handler> handlers = new ArrayList<>();
            handlers.add(new FileHandler(path.toString(), true));
            if (verbose) {
                handlers.add(new ConsoleHandler());
            }
            handlers.forEach(LogFile::prepare);
            return new LogFile(path, handlers);
        } catch (IOException e) {
            throw new UncheckedIOException("the log in " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Does some work while everything logs to a new file.
     *
     * @param verbose whether the same goes to standard error
     * @param work told the file's path, for people to find
     * @return what the work returns
     * @throws IllegalStateException naming the file if the work ends in a way that no message explains
     */
    static int during(Surroundings surroundings, boolean verbose, ToIntFunction<Path> work) {
        try (LogFile log =
                openIn(surroundings.root().resolve(LOGS), surroundings.time().instant(), verbose)) {
            return during(log.path, work);
        }
    }

    private static int during(Path path, ToIntFunction<Path> work) {
        try {
            return work.applyAsInt(path);
        } catch (Ending e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "unexpected end", e);
            throw new IllegalStateException("unexpected: " + e + "; what led to it is in the log, " + path, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        handlers.forEach(handler -> {
            ROOT.removeHandler(handler);
            handler.close();
        });
    }

    private static void prepare(Handler handler) {
        handler.setLevel(Level.INFO);
        handler.setFormatter(new LogLine());
    }
}
