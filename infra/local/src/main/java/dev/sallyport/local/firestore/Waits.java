package dev.sallyport.local.firestore;

import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The transactions that wait for others, each on a thread that lets go of the database meanwhile. Only those whose turn
 * it is are woken. Guarded by the database's lock.
 */
final class Waits {
    /** No limit is published; this one is below the 60 s that Google's clients give a call. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final CloudClock clock;
    private final ReentrantLock guard;
    private final Runnable dropExpired;
    private final Map<Transaction, Wait> waits = new LinkedHashMap<>();
    private boolean checkPending;

    /**
     * @param dropExpired ends the transactions whose time is over, so that nobody waits for them
     */
    Waits(CloudClock clock, ReentrantLock guard, Runnable dropExpired) {
        this.clock = clock;
        this.guard = guard;
        this.dropExpired = dropExpired;
    }

    private record Wait(Condition woken, Supplier<Set<Transaction>> blockers, boolean untilOneEnds, Instant deadline) {}

    Instant deadline() {
        return clock.instant().plus(LONGEST);
    }

    int size() {
        return waits.size();
    }

    /**
     * Waits until woken, or until the deadline.
     *
     * @param blockers who is in the way at any moment
     */
    void await(Transaction transaction, Supplier<Set<Transaction>> blockers, Instant deadline) {
        await(transaction, new Wait(guard.newCondition(), blockers, false, deadline));
    }

    /** Waits until one of the others has ended, until woken, or until the deadline. */
    void awaitEndOfOne(Transaction transaction, Set<Transaction> blockers, Instant deadline) {
        await(transaction, new Wait(guard.newCondition(), () -> blockers, true, deadline));
    }

    private void await(Transaction transaction, Wait wait) {
        waits.put(transaction, wait);
        checkLater();
        try {
            wait.woken().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FirestoreException.contention();
        } finally {
            waits.remove(transaction);
        }
    }

    void wake(Transaction transaction) {
        Wait wait = waits.get(transaction);
        if (wait != null) {
            wait.woken().signal();
        }
    }

    void wakeThoseBehind(Transaction ended) {
        waits.values().stream()
                .filter(wait -> wait.untilOneEnds() && wait.blockers().get().contains(ended))
                .forEach(wait -> wait.woken().signal());
    }

    /**
     * Those who would wait for each other in a circle, were a transaction to wait for these.
     *
     * @return empty if there is no circle
     */
    List<Transaction> circle(Transaction transaction, Set<Transaction> blockers) {
        Deque<Transaction> path = new ArrayDeque<>();
        path.push(transaction);
        return reaches(transaction, blockers, path, new HashSet<>()) ? List.copyOf(path) : List.of();
    }

    private boolean reaches(
            Transaction sought, Set<Transaction> blockers, Deque<Transaction> path, Set<Transaction> visited) {
        for (Transaction blocker : blockers) {
            if (blocker == sought) {
                return true;
            }
            Optional<Wait> wait = Optional.ofNullable(waits.get(blocker));
            if (wait.isPresent() && visited.add(blocker)) {
                path.push(blocker);
                if (reaches(sought, wait.get().blockers().get(), path, visited)) {
                    return true;
                }
                path.pop();
            }
        }
        return false;
    }

    private void checkLater() {
        if (!checkPending) {
            checkPending = true;
            clock.schedule(CHECK_INTERVAL, this::check);
        }
    }

    private void check() {
        guard.lock();
        try {
            checkPending = false;
            Instant now = clock.instant();
            dropExpired.run();
            waits.values().stream()
                    .filter(wait -> !now.isBefore(wait.deadline()))
                    .forEach(wait -> wait.woken().signal());
            if (!waits.isEmpty()) {
                checkLater();
            }
        } finally {
            guard.unlock();
        }
    }
}
