package dev.sallyport.converge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether what was read is read again. Whoever only looks, at many deployments of one project, reads each list once for all
 * of them; whoever changes things reads anew each time.
 */
public final class Memory {
    private final Map<String, Object> read = new ConcurrentHashMap<>();
    private final boolean keeps;

    private Memory(boolean keeps) {
        this.keeps = keeps;
    }

    /** Forgets at once. */
    public static Memory none() {
        return new Memory(false);
    }

    /** Keeps everything for as long as it lives. */
    public static Memory keeping() {
        return new Memory(true);
    }

    public boolean keeps() {
        return keeps;
    }

    /**
     * What was read under this key before, or is read now.
     *
     * @param key of one key, all readings are of one type
     */
    @SuppressWarnings("unchecked")
    public <T> T recall(String key, Supplier<T> reading) {
        return keeps ? (T) read.computeIfAbsent(key, unread -> reading.get()) : reading.get();
    }
}
