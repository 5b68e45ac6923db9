package dev.sallyport.local.pubsub;

import java.time.Duration;

/**
 * How long pushes pause while the endpoint refuses: 100 milliseconds at first, twice as long each time, 60 seconds at
 * most (Google's page "Push subscriptions", section "Push backoff").
 */
final class PushBackoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Duration next = FIRST;

    synchronized Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    synchronized void reset() {
        next = FIRST;
    }
}
