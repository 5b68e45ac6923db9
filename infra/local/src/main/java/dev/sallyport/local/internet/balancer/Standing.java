package dev.sallyport.local.internet.balancer;

import com.google.cloud.compute.v1.HealthCheck;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How a VM stands with a health check: healthy or not, and how many probes in a row have said otherwise. */
final class Standing {
    private static final int DEFAULT_INTERVAL_SECONDS = 5;
    private static final int DEFAULT_THRESHOLD = 2;

    private final Health.Sight sight;
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private boolean begun;
    private boolean healthy;
    private int contrary;

    Standing(Health.Sight sight) {
        this.sight = sight;
    }

    static Duration interval(HealthCheck check) {
        return Duration.ofSeconds(
                check.getCheckIntervalSec() == 0 ? DEFAULT_INTERVAL_SECONDS : check.getCheckIntervalSec());
    }

    Health.Sight sight() {
        return sight;
    }

    /** True for the one caller who is to probe for the first time. */
    synchronized boolean begin() {
        boolean isFirst = !begun;
        begun = true;
        return isFirst;
    }

    synchronized CompletableFuture<Boolean> healthy() {
        return first.isDone() ? CompletableFuture.completedFuture(healthy) : first;
    }

    synchronized void record(boolean answered, HealthCheck check) {
        if (!first.isDone()) {
            healthy = answered;
            first.complete(answered);
            return;
        }
        contrary = answered == healthy ? 0 : contrary + 1;
        if (contrary >= threshold(check)) {
            healthy = answered;
            contrary = 0;
        }
    }

    /** Probes in a row that change the standing as it is. */
    private int threshold(HealthCheck check) {
        int configured = healthy ? check.getUnhealthyThreshold() : check.getHealthyThreshold();
        return configured == 0 ? DEFAULT_THRESHOLD : configured;
    }
}
