package dev.sallyport.local.internet.network;

import dev.sallyport.local.compute.ComputeView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What was computed from the cloud's resources, kept until one of them changes. */
public final class Remembered<K, V> {
    private static final int MOST_KEPT = 10_000;

    private final AtomicLong changes = new AtomicLong();
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Function<K, V> computation;

    public Remembered(ComputeView compute, Function<K, V> computation) {
        this.computation = computation;
        compute.onChange(link -> changes.incrementAndGet());
    }

    /** The value as of now. */
    public V get(K key) {
        // Read before computing: a change in the middle makes the entry stale, never a stale entry look fresh.
        long now = changes.get();
        Entry<V> entry = entries.get(key);
        if (entry != null && entry.asOf == now) {
            return entry.value;
        }
        V value = computation.apply(key);
        if (entries.size() >= MOST_KEPT) {
            entries.clear();
        }
        entries.put(key, new Entry<>(now, value));
        return value;
    }

    /** Counts the changes seen; two equal counts mean that nothing changed in between. */
    public long changes() {
        return changes.get();
    }

    private record Entry<V>(long asOf, V value) {}
}
