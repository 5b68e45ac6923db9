package dev.sallyport.launcher;

import dev.sallyport.finding.Compliance;
import dev.sallyport.launcher.progress.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What re-checks come to know of one deployment, and the wait for it. */
record Rechecks(House house, String deployment, Waiting waiting) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    Compliance now() {
        return house.findings()
                .find(deployment)
                .orElseThrow(() -> new NotShown(deployment + " has never been checked"));
    }

    /**
     * Looks until there is in it what is waited for.
     *
     * @param missing what to say where that does not come, in words that complete "within a minute"
     * @throws NotShown if it does not come in time
     */
    <T> T await(Function<Compliance, Optional<T>> wanted, String missing) {
        return waiting.poll(
                PAUSE,
                () -> house.findings().find(deployment).flatMap(wanted),
                () -> new NotShown(missing + " within " + Durations.readable(waiting.timeout())));
    }
}
