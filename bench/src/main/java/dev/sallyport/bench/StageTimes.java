package dev.sallyport.bench;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.StageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long one stage took in many deployments.
 *
 * @param waited from the moment it could begin until it did
 * @param worked from then until it was done, all attempts and what lay between them
 * @param attempts in all deployments together
 */
record StageTimes(StageName stage, Latencies waited, Latencies worked, long attempts) {
    static List<StageTimes> of(Collection<Deployment> deployments) {
        Deployment any = deployments.iterator().next();
        return any.blueprint().stages().stream()
                .map(stage -> of(stage, deployments))
                .toList();
    }

    private static StageTimes of(StageName stage, Collection<Deployment> deployments) {
        Timings waited = new Timings();
        Timings worked = new Timings();
        long attempts = 0;
        for (Deployment deployment : deployments) {
            StageRecord record = deployment.stage(stage);
            Instant started = record.started().orElseThrow();
            waited.add(Duration.between(ready(deployment, stage), started).toNanos());
            worked.add(
                    Duration.between(started, record.finished().orElseThrow()).toNanos());
            attempts += record.attempt();
        }
        return new StageTimes(stage, Latencies.of(waited.nanos()), Latencies.of(worked.nanos()), attempts);
    }

    /** When the last stage that it waits for was done. */
    private static Instant ready(Deployment deployment, StageName stage) {
        Map<StageName, StageRecord> stages = deployment.stages();
        return deployment.blueprint().predecessorsOf(stage).stream()
                .map(before -> stages.get(before).finished())
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(deployment.created());
    }
}
