package dev.sallyport.converge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether what was read is read again. Whoever only looks, at many deployments of one project, reads each list once for all
 * of them; whoever changes things reads anew each time.
 */
public final class Memory {
    private final Map<String, Reading> read = new ConcurrentHashMap<>();
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
    @SuppressWarnings("unchecked") // Under one key there is one type.
    public <T> T recall(String key, Supplier<T> reading) {
        return keeps ? (T) read.computeIfAbsent(key, unread -> new Reading()).result(reading) : reading.get();
    }

    /** Holds up those who want the same alone: what is read may itself recall something else. */
    private static final class Reading {
        private Object result;

        synchronized Object result(Supplier<?> reading) {
            if (result == null) {
                result = reading.get();
            }
            return result;
        }
    }
}
