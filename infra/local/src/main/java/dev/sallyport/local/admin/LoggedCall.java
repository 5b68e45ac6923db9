package dev.sallyport.local.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call as the log shows it: never what it said or was told.
 *
 * @param time when it arrived, by the cloud's clock
 * @param protocol {@code grpc} or {@code rest}
 * @param project id of the project it was about; empty for none
 * @param caller what the caller said of itself
 * @param outcome how it ended; empty while it has not
 * @param faults ids of the rules that struck it
 */
record LoggedCall(
        Instant time,
        String protocol,
        CalledMethod called,
        String project,
        String caller,
        Optional<Outcome> outcome,
        List<String> faults) {

    /**
     * @param status of HTTP; for gRPC, the one that its code corresponds to
     */
    record Outcome(int status, Duration took) {
        /** Milliseconds, to a tenth. */
        double millis() {
            return Math.round(took.toNanos() / 1e5) / 10.0;
        }
    }
}
