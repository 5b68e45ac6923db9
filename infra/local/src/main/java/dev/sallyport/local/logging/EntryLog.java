package dev.sallyport.local.logging;

import com.google.logging.v2.LogEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest entries of all logs, in the order in which they came. */
final class EntryLog {
    private static final int CAPACITY = 2000;

    private final Deque<WrittenEntry> entries = new ArrayDeque<>();
    private long sequence;

    synchronized WrittenEntry add(LogEntry entry) {
        WrittenEntry written = new WrittenEntry(sequence++, entry);
        entries.addLast(written);
        if (entries.size() > CAPACITY) {
            entries.removeFirst();
        }
        return written;
    }

    synchronized List<WrittenEntry> all() {
        return List.copyOf(entries);
    }
}
