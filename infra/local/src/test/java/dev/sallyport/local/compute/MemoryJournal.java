package dev.sallyport.local.compute;

import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what was written, as a file would: what was not written to it is not there after a restart. */
final class MemoryJournal implements Journal {
    private final Map<List<String>, StateRecord> records = new ConcurrentHashMap<>();

    @Override
    public synchronized void write(List<Change> changes) {
        for (Change change : changes) {
            List<String> key = List.of(change.project(), change.key());
            if (change instanceof Change.Put put) {
                records.put(key, put.record());
            } else {
                records.remove(key);
            }
        }
    }

    synchronized List<StateRecord> records() {
        return new ArrayList<>(records.values());
    }
}
