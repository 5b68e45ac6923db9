package dev.sallyport.local.firestore;

import java.util.Set;
import java.util.stream.Collectors;

/** How a database settles that somebody writes what a transaction has read. */
enum ConcurrencyMode {
    /** The writer waits for older readers and makes younger ones lose: what Google's server libraries get. */
    PESSIMISTIC {
        @Override
        Set<Transaction> waitsFor(Transaction writer, Set<Transaction> readers) {
            return readers.stream().filter(reader -> reader.isOlderThan(writer)).collect(Collectors.toSet());
        }
    },
    /** The first to commit wins; whoever has read what it wrote loses. */
    OPTIMISTIC {
        @Override
        Set<Transaction> waitsFor(Transaction writer, Set<Transaction> readers) {
            return Set.of();
        }
    };

    /** The readers that the writer has to let go first. */
    abstract Set<Transaction> waitsFor(Transaction writer, Set<Transaction> readers);
}
