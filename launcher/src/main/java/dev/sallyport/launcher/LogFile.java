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
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where everything in this process logs to while the file is open: never between the lines of progress. */
final class LogFile implements AutoCloseable {
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
