package dev.sallyport.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Looks for secrets in all that is logged in this process. What the functions log is not shown: it is as much as they can say. */
final class SearchedLogs extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OF_SALLYPORT = Logger.getLogger("dev.sallyport");

    /** Not part of what is deployed. */
    private static final Logger OF_THE_CLOUD = Logger.getLogger("dev.sallyport.local");

    private static final SearchedLogs INSTALLED = new SearchedLogs();

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final AtomicReference<String> found = new AtomicReference<>();

    private SearchedLogs() {
        setLevel(Level.ALL);
    }

    /** From now on, in this process. */
    static synchronized SearchedLogs installed() {
        ROOT.removeHandler(INSTALLED);
        ROOT.addHandler(INSTALLED);
        OF_SALLYPORT.removeHandler(INSTALLED);
        OF_SALLYPORT.addHandler(INSTALLED);
        OF_SALLYPORT.setUseParentHandlers(false);
        OF_SALLYPORT.setLevel(Level.ALL);
        OF_THE_CLOUD.setLevel(Level.INFO);
        return INSTALLED;
    }

    /** The first secret that was logged since the last time, and by whom. */
    Optional<String> taken() {
        return Optional.ofNullable(found.getAndSet(null));
    }

    @Override
    public void publish(LogRecord record) {
        Secrets.in(text(record))
                .ifPresent(secret -> found.compareAndSet(null, secret + " logged by " + record.getLoggerName()));
    }

    private String text(LogRecord record) {
        StringWriter text = new StringWriter();
        text.append(formatter.formatMessage(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
