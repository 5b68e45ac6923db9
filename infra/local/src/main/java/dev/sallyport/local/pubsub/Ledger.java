package dev.sallyport.local.pubsub;

import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Journal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Where every change is written before it takes effect, and what makes moments: changes go on side by side, but while
 * somebody looks at all of a project, or replaces it, nothing changes.
 *
 * <p>It is the first lock to take: nobody begins a change with the lock of a topic or a subscription in hand.
 */
final class Ledger {
    private final ReentrantReadWriteLock moments = new ReentrantReadWriteLock();
    private volatile Optional<Journal> journal = Optional.empty();

    void keepIn(Journal place) {
        journal = Optional.of(place);
    }

    /** Writes down what is about to change; without a journal nobody asks what that is. */
    void write(Supplier<List<Change>> changes) {
        journal.ifPresent(place -> {
            List<Change> written = changes.get();
            if (!written.isEmpty()) {
                place.write(written);
            }
        });
    }

    <T> T changing(Supplier<T> work) {
        return within(moments.readLock(), work);
    }

    void changing(Runnable work) {
        within(moments.readLock(), () -> {
            work.run();
            return null;
        });
    }

    /** Nothing changes meanwhile, but by this work itself. */
    <T> T inOneMoment(Supplier<T> work) {
        return within(moments.writeLock(), work);
    }

    private static <T> T within(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
