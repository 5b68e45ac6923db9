package dev.sallyport.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A control that was seen violated, from the first look that saw it so to the first that did not.
 *
 * @param last what the last look saw of it
 * @param changed when its evidence was first seen as it is
 * @param lastSeen when it was last seen violated
 * @param closed when it was first seen no more
 * @param repairs when repairs were asked for because of it
 * @param told whether people have been told of it; those that are muted are not told of
 * @param stuck whether it was repaired so often that it is left to a person
 */
public record Finding(
        Observation last,
        Severity severity,
        Instant opened,
        Instant changed,
        Instant lastSeen,
        Optional<Instant> closed,
        List<Instant> repairs,
        boolean told,
        boolean stuck) {
    public Finding {
        repairs = List.copyOf(repairs);
    }

    static Finding first(Observation seen, Severity severity, Instant at) {
        return new Finding(seen, severity, at, at, at, Optional.empty(), List.of(), false, false);
    }

    public String key() {
        return last.key();
    }

    /** From the first request to repair it until it was seen no more; empty while it is open or if none was asked for. */
    public Optional<Duration> timeToRepair() {
        return closed.filter(end -> !repairs.isEmpty()).map(end -> Duration.between(repairs.get(0), end));
    }

    Finding seenAgain(Observation seen, Instant at) {
        boolean same = seen.evidence().equals(last.evidence());
        return new Finding(seen, severity, opened, same ? changed : at, at, closed, repairs, told, stuck);
    }

    Finding closedAt(Instant at) {
        return new Finding(last, severity, opened, changed, lastSeen, Optional.of(at), repairs, told, stuck);
    }

    Finding asTold() {
        return new Finding(last, severity, opened, changed, lastSeen, closed, repairs, true, stuck);
    }

    Finding repairing(List<Instant> asked) {
        return new Finding(last, severity, opened, changed, lastSeen, closed, asked, told, stuck);
    }

    Finding leftToAPerson() {
        return new Finding(last, severity, opened, changed, lastSeen, closed, repairs, told, true);
    }
}
