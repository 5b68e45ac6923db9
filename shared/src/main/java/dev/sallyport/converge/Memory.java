package dev.sallyport.converge;

import dev.sallyport.failure.Failure;
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
    private final Backoff backoff;

    private Memory(boolean keeps, Backoff backoff) {
        this.keeps = keeps;
        this.backoff = backoff;
    }

    /** Forgets at once. */
    public static Memory none() {
        return new Memory(false, Backoff.none());
    }

    /**
     * Keeps everything for as long as it lives; also that something could not be read, so that nobody asks for it again whom
     * the same answer awaits.
     *
     * @param backoff how a reading is tried again that was refused for the moment
     */
    public static Memory keeping(Backoff backoff) {
        return new Memory(true, backoff);
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
        return keeps
                ? (T) read.computeIfAbsent(key, unread -> new Reading()).result(() -> backoff.until(reading))
                : reading.get();
    }

    /** Holds up those who want the same alone: what is read may itself recall something else. */
    private static final class Reading {
        private Object result;
        private Failure failure;

        synchronized Object result(Supplier<?> reading) {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                try {
                    result = reading.get();
                } catch (Failure unread) {
                    failure = unread;
                    throw unread;
                }
            }
            return result;
        }
    }
}
