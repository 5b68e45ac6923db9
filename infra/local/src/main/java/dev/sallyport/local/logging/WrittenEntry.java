package dev.sallyport.local.logging;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.logging.v2.LogEntry;

/** An entry in the log. Most are never looked at, so that its JSON is made for the first who asks. */
final class WrittenEntry {
    private final long sequence;
    private final LogEntry entry;
    private volatile JsonNode json;

    /** @param sequence grows from entry to entry */
    WrittenEntry(long sequence, LogEntry entry) {
        this.sequence = sequence;
        this.entry = entry;
    }

    long sequence() {
        return sequence;
    }

    LogEntry entry() {
        return entry;
    }

    /** Not to be changed: all who ask get the same. */
    JsonNode json() {
        JsonNode made = json;
        if (made == null) {
            made = EntryJson.of(entry);
            json = made;
        }
        return made;
    }

    /** The project, organisation or folder whose log it is in. */
    String parent() {
        return entry.getLogName().substring(0, entry.getLogName().indexOf("/logs/"));
    }
}
