package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;

/** How long a message waits after a failed delivery: it doubles from the minimum to the maximum. */
record RetryDelay(Duration minimum, Duration maximum) {
    // Enough to get from the smallest to the largest back-off Google allows.
    private static final int MAXIMUM_DOUBLINGS = 30;

    /** By the subscription's retry policy; without one, a message is delivered again at once. */
    static RetryDelay of(Subscription subscription) {
        if (!subscription.hasRetryPolicy()) {
            return new RetryDelay(Duration.ZERO, Duration.ZERO);
        }
        RetryPolicy policy = subscription.getRetryPolicy();
        return new RetryDelay(
                ProtoTime.duration(policy.getMinimumBackoff()), ProtoTime.duration(policy.getMaximumBackoff()));
    }

    /**
     * The delay after a number of failures in a row.
     *
     * @param failures at least one
     */
    Duration after(int failures) {
        Duration delay = minimum.multipliedBy(1L << Math.min(failures - 1, MAXIMUM_DOUBLINGS));
        return delay.compareTo(maximum) < 0 ? delay : maximum;
    }
}
