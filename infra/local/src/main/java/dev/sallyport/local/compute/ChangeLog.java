package dev.sallyport.local.compute;

import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way of every change to the journal. Nothing is written before there is a journal; what changes between the loading
 * of earlier state and the journal's arrival is written then.
 */
final class ChangeLog {
    private final List<Change> waiting = new ArrayList<>();
    private boolean expected;
    private volatile Journal journal;

    /** From now on changes count: a journal will come. */
    synchronized void expectJournal() {
        expected = true;
    }

    synchronized void open(Journal opened) {
        if (!waiting.isEmpty()) {
            opened.write(List.copyOf(waiting));
            waiting.clear();
        }
        journal = opened;
    }

    /**
     * @param changes asked for only if they are to be written
     * @throws java.io.UncheckedIOException if they cannot be
     */
    void write(Supplier<List<Change>> changes) {
        Journal open = journal;
        if (open == null) {
            writeLater(changes);
        } else {
            write(open, changes.get());
        }
    }

    private synchronized void writeLater(Supplier<List<Change>> changes) {
        if (journal != null) {
            write(journal, changes.get());
        } else if (expected) {
            waiting.addAll(changes.get());
        }
    }

    private static void write(Journal journal, List<Change> changes) {
        if (!changes.isEmpty()) {
            journal.write(changes);
        }
    }
}
