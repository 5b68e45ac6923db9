package dev.sallyport.local.compute;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long operations take, and which fail. */
@FunctionalInterface
public interface OperationLatency {
    /**
     * @param collection such as {@code backendServices}
     * @param method such as {@code insert}
     */
    Duration of(String collection, String method);

    /**
     * The code of the error with which an operation ends that is about to start, having changed nothing, such as {@code
     * INTERNAL_ERROR}; empty if it ends well.
     */
    default Optional<String> failureOf(String collection, String method) {
        return Optional.empty();
    }

    /** How long a managed instance group takes to create, restart or delete one of its instances. */
    default Duration ofManagedInstance() {
        return of("instances", "start");
    }

    /**
     * Operations are done when they are looked at for the first time after the answer that started them. Groups take a
     * moment all the same: a client that takes a group for stable as soon as its operation is done would be wrong at
     * Google, and is to be found out here.
     */
    static OperationLatency none() {
        return new OperationLatency() {
            @Override
            public Duration of(String collection, String method) {
                return Duration.ZERO;
            }

            @Override
            public Duration ofManagedInstance() {
                return Duration.ofMillis(250);
            }
        };
    }

    /**
     * About what operations take in Google Cloud, by experience: Google promises nothing.
     *
     * @param factor scales every duration; 0.1 is ten times as fast
     */
    static OperationLatency realistic(double factor) {
        Map<String, Integer> secondsByCollection = Map.of(
                "networks", 22,
                "subnetworks", 14,
                "firewalls", 8,
                "instances", 12,
                "backendServices", 20,
                "forwardingRules", 18,
                "targetHttpsProxies", 8,
                "urlMaps", 5,
                "routers", 8,
                "images", 25);
        return (collection, method) -> Duration.ofMillis(Math.round(
                1000 * factor * secondsByCollection.getOrDefault(collection, method.equals("delete") ? 5 : 3)));
    }
}
