package dev.sallyport.local.usage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was used of the cloud since the process started. What is counted has a path, such as {@code documents}, {@code read};
 * whoever uses something counts it.
 */
public final class Usage {
    private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(long amount, String... path) {
        counts.computeIfAbsent(List.of(path), first -> new LongAdder()).add(amount);
    }

    /** How much there has been of each so far; what was never counted is absent. */
    public Map<List<String>, Long> counts() {
        Map<List<String>, Long> now =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        counts.forEach((path, count) -> now.put(path, count.sum()));
        return now;
    }
}
