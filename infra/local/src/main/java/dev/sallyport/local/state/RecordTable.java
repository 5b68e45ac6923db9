package dev.sallyport.local.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all batches so far come to. */
final class RecordTable {
    private final Map<Address, Entry.Put> records = new LinkedHashMap<>();
    private Optional<Batch.Replacement> underWay = Optional.empty();

    void apply(Batch batch) {
        if (batch instanceof Batch.Changes changes) {
            apply(changes.entries());
        } else if (batch instanceof Batch.Replacement replacement) {
            replace(replacement);
            underWay = Optional.of(replacement);
        } else {
            underWay = Optional.empty();
        }
    }

    /** To be called after the last batch: a replacement that nobody finished is finished now. */
    void complete() {
        underWay.ifPresent(this::replace);
        underWay = Optional.empty();
    }

    Collection<Entry.Put> records() {
        return records.values();
    }

    private void replace(Batch.Replacement replacement) {
        List<String> projects = replacement.projects();
        records.keySet().removeIf(address -> projects.isEmpty() || projects.contains(address.project()));
        apply(replacement.entries());
    }

    private void apply(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Put put) {
                records.put(put.address(), put);
            } else {
                records.remove(entry.address());
            }
        }
    }
}
