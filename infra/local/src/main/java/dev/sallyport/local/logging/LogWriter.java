package dev.sallyport.local.logging;

import com.google.logging.v2.LogEntry;

/** Where services write their log entries. */
@FunctionalInterface
public interface LogWriter {
    /** Takes an entry with log name and time; where the service's sinks lead it has arrived when this returns. */
    void write(LogEntry entry);

    /** Loses every entry. */
    static LogWriter none() {
        return entry -> {};
    }
}
