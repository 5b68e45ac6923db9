package dev.sallyport.local.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory: what a service would find again, had its process ended now. */
public final class RememberingJournal implements Journal {
    private final Map<String, StateRecord> records = new LinkedHashMap<>();
    private final List<List<Change>> writes = new ArrayList<>();

    @Override
    public synchronized void write(List<Change> changes) {
        writes.add(List.copyOf(changes));
        for (Change change : changes) {
            String name = change.project() + " " + change.key();
            if (change instanceof Change.Put put) {
                records.put(name, put.record());
            } else {
                records.remove(name);
            }
        }
    }

    public synchronized List<StateRecord> records() {
        return List.copyOf(records.values());
    }

    /** What was written, a list for each call. */
    public synchronized List<List<Change>> writes() {
        return List.copyOf(writes);
    }
}
