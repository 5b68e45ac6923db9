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
    private final Kept kept;
    private final Backoff backoff;

    private enum Kept {
        NOTHING,
        WHAT_WAS_READ,
        FAILURES_TOO
    }

    private Memory(Kept kept, Backoff backoff) {
        this.kept = kept;
        this.backoff = backoff;
    }

    /** Forgets at once. */
    public static Memory none() {
        return new Memory(Kept.NOTHING, Backoff.none());
    }

    /** Keeps what could be read for as long as it lives; what could not be is asked for again. */
    public static Memory keeping() {
        return new Memory(Kept.WHAT_WAS_READ, Backoff.none());
    }

    /**
     * Keeps everything for as long as it lives; also that something could not be read, so that nobody asks for it again whom
     * the same answer awaits.
     *
     * @param backoff how a reading is tried again that was refused for the moment
     */
    public static Memory keeping(Backoff backoff) {
        return new Memory(Kept.FAILURES_TOO, backoff);
    }

    public boolean keeps() {
        return kept != Kept.NOTHING;
    }

    /**
     * What was read under this key before, or is read now.
     *
     * @param key of one key, all readings are of one type
     */
    @SuppressWarnings("unchecked") // Under one key there is one type.
    public <T> T recall(String key, Supplier<T> reading) {
        return keeps()
                ? (T) read.computeIfAbsent(key, unread -> new Reading()).result(() -> backoff.until(reading))
                : reading.get();
    }

    /**
     * What is read now, for those who want it anew each time, or alone: what a memory that keeps is refused for the moment is
     * tried again as well, with the same patience.
     */
    public <T> T ask(Supplier<T> reading) {
        return backoff.until(reading);
    }

    /** Holds up those who want the same alone: what is read may itself recall something else. */
    private final class Reading {
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
                    failure = kept == Kept.FAILURES_TOO ? unread : null;
                    throw unread;
                }
            }
            return result;
        }
    }
}
