package dev.sallyport.local.admin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The latest calls. Those that are still being served are among them. */
final class RequestLog {
    private final int capacity;
    private final Deque<Supplier<LoggedCall>> calls = new ArrayDeque<>();
    private long recorded;

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /** How many calls there have been, the forgotten ones included. */
    synchronized long recorded() {
        return recorded;
    }

    /** Takes in a call that shows itself as it stands at the time. */
    synchronized void add(Supplier<LoggedCall> call) {
        if (calls.size() == capacity) {
            calls.removeFirst();
        }
        calls.addLast(call);
        recorded++;
    }

    /** The latest calls first. */
    synchronized List<LoggedCall> latest(Predicate<LoggedCall> wanted, int limit) {
        List<LoggedCall> found = new ArrayList<>();
        Iterator<Supplier<LoggedCall>> latestFirst = calls.descendingIterator();
        while (found.size() < limit && latestFirst.hasNext()) {
            LoggedCall call = latestFirst.next().get();
            if (wanted.test(call)) {
                found.add(call);
            }
        }
        return found;
    }
}
