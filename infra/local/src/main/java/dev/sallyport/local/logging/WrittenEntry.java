package dev.sallyport.local.logging;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.logging.v2.LogEntry;

/**
 * An entry in the log.
 *
 * @param sequence grows from entry to entry
 */
record WrittenEntry(long sequence, LogEntry entry, JsonNode json) {
    WrittenEntry(long sequence, LogEntry entry) {
        this(sequence, entry, EntryJson.of(entry));
    }

    /** The project, organisation or folder whose log it is in. */
    String parent() {
        return entry.getLogName().substring(0, entry.getLogName().indexOf("/logs/"));
    }
}
