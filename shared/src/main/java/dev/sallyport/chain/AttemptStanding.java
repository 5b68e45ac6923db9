package dev.sallyport.chain;

import dev.sallyport.deployment.Attempt;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Standing;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether an attempt may start something new, as far as it knows. It learns that from what it writes anyway, and looks by
 * itself only where it has written nothing for a while.
 */
final class AttemptStanding {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Deployments deployments;
    private final Attempt attempt;
    private final LongSupplier nanoTime;
    private long known;
    private Standing standing = Standing.HELD;

    AttemptStanding(Deployments deployments, Attempt attempt, LongSupplier nanoTime) {
        this.deployments = deployments;
        this.attempt = attempt;
        this.nanoTime = nanoTime;
        known = nanoTime.getAsLong();
    }

    /** What a write has told. */
    synchronized void note(Standing told) {
        standing = told;
        known = nanoTime.getAsLong();
    }

    /**
     * @throws Cancelled if nothing new is to start
     */
    synchronized void require() {
        if (standing == Standing.CANCELLED) {
            throw new Cancelled();
        }
    }

    /**
     * As {@link #require}, of a standing that is not older than ten seconds.
     *
     * @throws Cancelled if nothing new is to start
     * @throws dev.sallyport.failure.Retryable if the attempt has been overtaken
     */
    synchronized void look() {
        if (nanoTime.getAsLong() - known >= BETWEEN_LOOKS.toNanos()) {
            note(deployments.standing(attempt));
        }
        require();
    }
}
