package dev.sallyport.deployment;

import java.time.Instant;
import java.util.Optional;

/**
 * That no further stage of a deployment starts.
 *
 * @param who who asked for it, for people to read
 * @param until when it is over by itself; empty: when somebody asks for it
 */
public record Pause(String who, String reason, Instant since, Optional<Instant> until) {
    /** Whether the pause is not over yet. */
    public boolean holds(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isEmpty();
    }

    /** When it was over, of a pause that is looked at now. */
    Instant end(Instant now) {
        return until.filter(end -> end.isBefore(now)).orElse(now);
    }

    /** In words that complete "paused". */
    public String words() {
        return "by " + who + until.map(end -> " until " + end).orElse("") + ": " + reason;
    }
}
