package dev.sallyport.local.pubsub;

import com.google.protobuf.Duration;
import java.util.concurrent.TimeUnit;

/** How long messages may be kept: 10 minutes to 31 days (field comments of Topic and Subscription). */
final class RetentionBounds {
    private static final long MINIMUM_SECONDS = TimeUnit.MINUTES.toSeconds(10);
    private static final long MAXIMUM_SECONDS = TimeUnit.DAYS.toSeconds(31);

    private RetentionBounds() {}

    static void require(Duration retention) {
        PubSubError.requireWithin(
                "message_retention_duration", retention.getSeconds(), MINIMUM_SECONDS, MAXIMUM_SECONDS);
    }
}
