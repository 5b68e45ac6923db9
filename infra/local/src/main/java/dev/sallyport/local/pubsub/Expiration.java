package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.Subscription;
import dev.sallyport.local.time.CloudClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends a subscription that nobody has used for the time its expiration policy says. Opening a pull or a stream, having
 * one open, an acknowledgement, a push that succeeds and a change of the settings are use (Google's page "Subscription
 * properties", section "Expiration period").
 */
final class Expiration {
    private final CloudClock clock;
    private final SubscriptionQueue subscription;
    private final Runnable expire;
    private final Alarm alarm;
    private volatile Instant lastUsed;

    Expiration(CloudClock clock, SubscriptionQueue subscription, Runnable expire) {
        this.clock = clock;
        this.subscription = subscription;
        this.expire = expire;
        this.alarm = new Alarm(clock, this::check);
        this.lastUsed = clock.instant();
    }

    void used() {
        lastUsed = clock.instant();
    }

    /** Looks again when the subscription could have expired by its present policy. */
    void watch() {
        used();
        timeToLive().ifPresent(ttl -> alarm.setFor(lastUsed.plus(ttl)));
    }

    void cancel() {
        alarm.cancel();
    }

    private void check() {
        timeToLive().ifPresent(ttl -> {
            if (subscription.hasOpenPulls()) {
                used();
            }
            Instant end = lastUsed.plus(ttl);
            if (clock.instant().isBefore(end)) {
                alarm.setFor(end);
            } else {
                expire.run();
            }
        });
    }

    private Optional<Duration> timeToLive() {
        Subscription resource = subscription.resource();
        return resource.getExpirationPolicy().hasTtl()
                ? Optional.of(ProtoTime.duration(resource.getExpirationPolicy().getTtl()))
                : Optional.empty();
    }
}
