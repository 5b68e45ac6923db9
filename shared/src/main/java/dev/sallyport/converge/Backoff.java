package dev.sallyport.converge;

import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Makes a call again that was refused for the moment, after longer and longer pauses, as whoever has used up a quota is asked to
 * (cloud.google.com/compute/docs/api/rate-limits).
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(16);

    private final Pause pause;
    private Duration left;

    /** @param patience how long all the pauses together may be */
    public Backoff(Pause pause, Duration patience) {
        this.pause = pause;
        left = patience;
    }

    /** One that does not wait. */
    public static Backoff none() {
        return new Backoff(
                duration -> {
                    throw new IllegalStateException("there is no patience to wait with");
                },
                Duration.ZERO);
    }

    /**
     * @throws Retryable what the last call threw, when there is no patience left
     */
    <T> T until(Supplier<T> call) {
        Duration next = FIRST;
        while (true) {
            try {
                return call.get();
            } catch (Retryable refused) {
                Duration scattered = scattered(next);
                if (!take(scattered)) {
                    throw refused;
                }
                pause.pause(scattered);
                next = longer(next);
            }
        }
    }

    private synchronized boolean take(Duration wanted) {
        if (wanted.compareTo(left) > 0) {
            return false;
        }
        left = left.minus(wanted);
        return true;
    }

    /** Those who were refused together do not come back together. */
    private static Duration scattered(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
