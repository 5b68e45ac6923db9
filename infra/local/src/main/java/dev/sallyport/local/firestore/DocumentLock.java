package dev.sallyport.local.firestore;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who has read one document in a transaction that goes on, and who waits to. */
final class DocumentLock {
    private final Set<Transaction> holders = new LinkedHashSet<>();
    private final Deque<Transaction> queue = new ArrayDeque<>();
    private final Set<Transaction> writers = new HashSet<>();
    private Instant lastTurn = Instant.MIN;

    Set<Transaction> holders() {
        return holders;
    }

    /** Commits that wait for the present holders. Nobody new gets the document before them. */
    Set<Transaction> writers() {
        return writers;
    }

    /** When somebody got the document last. */
    Instant lastTurn() {
        return lastTurn;
    }

    /**
     * Gives the document to a reader if nobody is in its way.
     *
     * @param alone whether readers get it one at a time
     */
    boolean readIfFree(Transaction reader, boolean alone, Instant now) {
        if (holders.contains(reader)) {
            return true;
        }
        boolean free = queue.isEmpty() && writers.isEmpty() && (holders.isEmpty() || !alone);
        if (free) {
            holders.add(reader);
            lastTurn = now;
        }
        return free;
    }

    /** Lets a reader wait behind all who wait already. */
    void queue(Transaction reader) {
        queue.add(reader);
    }

    /** Gives the document to a reader whether it is its turn or not. */
    void share(Transaction reader) {
        queue.remove(reader);
        holders.add(reader);
    }

    /** Gives the document to those whose turn it is, and tells who they are. */
    Set<Transaction> grant(boolean alone, Instant now) {
        Set<Transaction> granted = new LinkedHashSet<>();
        while (!queue.isEmpty() && writers.isEmpty() && (holders.isEmpty() || !alone)) {
            Transaction next = queue.remove();
            holders.add(next);
            granted.add(next);
            lastTurn = now;
        }
        return granted;
    }

    void leave(Transaction transaction) {
        holders.remove(transaction);
        queue.remove(transaction);
    }

    boolean isIdle() {
        return holders.isEmpty() && queue.isEmpty() && writers.isEmpty();
    }
}
