package dev.sallyport.local.pubsub;

import com.google.protobuf.Duration;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.RetryPolicy;

/** Google's rules for retry and dead-letter policies (their field comments; codes and words as Google's emulator has). */
final class PolicySettings {
    private static final int DEFAULT_MINIMUM_BACKOFF_SECONDS = 10;
    private static final int MAXIMUM_BACKOFF_SECONDS = 600;
    private static final int MINIMUM_DELIVERY_ATTEMPTS = 5;
    private static final int MAXIMUM_DELIVERY_ATTEMPTS = 100;

    private PolicySettings() {}

    /** The policy with its defaults; throws INVALID_ARGUMENT if it is out of bounds. */
    static RetryPolicy accepted(RetryPolicy requested) {
        RetryPolicy policy = withDefaults(requested);
        requireBackoff("minimum_backoff", policy.getMinimumBackoff());
        requireBackoff("maximum_backoff", policy.getMaximumBackoff());
        var minimum = ProtoTime.duration(policy.getMinimumBackoff());
        var maximum = ProtoTime.duration(policy.getMaximumBackoff());
        if (maximum.compareTo(minimum) < 0) {
            throw PubSubError.tooSmall("maximum_backoff", maximum.toSeconds() + "s", minimum.toSeconds() + "s");
        }
        return policy;
    }

    /** The policy with its defaults; throws OUT_OF_RANGE if it is out of bounds. */
    static DeadLetterPolicy accepted(DeadLetterPolicy requested) {
        ResourceNames.topic(requested.getDeadLetterTopic());
        int attempts = requested.getMaxDeliveryAttempts() == 0
                ? MINIMUM_DELIVERY_ATTEMPTS
                : requested.getMaxDeliveryAttempts();
        if (attempts < MINIMUM_DELIVERY_ATTEMPTS || attempts > MAXIMUM_DELIVERY_ATTEMPTS) {
            throw PubSubError.attemptsOutOfRange(attempts, MINIMUM_DELIVERY_ATTEMPTS, MAXIMUM_DELIVERY_ATTEMPTS);
        }
        return requested.toBuilder().setMaxDeliveryAttempts(attempts).build();
    }

    private static RetryPolicy withDefaults(RetryPolicy requested) {
        RetryPolicy.Builder policy = requested.toBuilder();
        if (!requested.hasMinimumBackoff()) {
            policy.setMinimumBackoff(ProtoTime.seconds(DEFAULT_MINIMUM_BACKOFF_SECONDS));
        }
        if (!requested.hasMaximumBackoff()) {
            policy.setMaximumBackoff(ProtoTime.seconds(MAXIMUM_BACKOFF_SECONDS));
        }
        return policy.build();
    }

    private static void requireBackoff(String field, Duration backoff) {
        if (backoff.getSeconds() < 0 || backoff.getSeconds() > MAXIMUM_BACKOFF_SECONDS) {
            throw PubSubError.invalid("The value for " + field + " is out of bounds. You passed " + backoff.getSeconds()
                    + "s in the request, but the value must be between 0s and " + MAXIMUM_BACKOFF_SECONDS + "s.");
        }
    }
}
