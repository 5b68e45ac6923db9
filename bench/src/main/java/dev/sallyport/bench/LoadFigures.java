package dev.sallyport.bench;

import dev.sallyport.deployment.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code bench/run load} has measured.
 *
 * @param all every deployment, the one that was provisioned alone among them
 * @param together what was used by those that were provisioned together
 * @param alone what was used by the one that was not
 * @param processorSeconds that cloud and functions spent on those together
 * @param residentMebibytes most that was in memory, of the whole process
 * @param threads most that there were
 */
record LoadFigures(
        int projects,
        String javaOptions,
        List<Deployment> all,
        Bill together,
        Bill alone,
        double processorSeconds,
        long residentMebibytes,
        long threads) {
    static final String ALONE = "alone";

    List<Deployment> fleet() {
        return all.stream()
                .filter(deployment -> !deployment.name().equals(ALONE))
                .toList();
    }

    Deployment lone() {
        return all.stream()
                .filter(deployment -> deployment.name().equals(ALONE))
                .findFirst()
                .orElseThrow();
    }

    /** From the first request that was published to the last deployment that was protected. */
    double seconds() {
        Instant first = fleet().stream()
                .map(Deployment::requested)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last = fleet().stream()
                .map(Deployment::updated)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Duration.between(first, last).toNanos() / 1e9;
    }

    double perMinute() {
        return fleet().size() / seconds() * 60;
    }

    /** From a request to its deployment being protected. */
    Latencies whole() {
        return Latencies.of(fleet().stream()
                .mapToLong(deployment -> Duration.between(deployment.requested(), deployment.updated())
                        .toNanos())
                .toArray());
    }
}
