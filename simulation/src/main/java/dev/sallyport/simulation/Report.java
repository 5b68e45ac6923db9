package dev.sallyport.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param mood how it was disturbed, in a word
 * @param invocations how many messages were delivered
 * @param disturbed how many calls were refused, lost or the last of their caller
 * @param trace everything that happened, a line each
 */
public record Report(
        long seed, String mood, int invocations, int disturbed, Optional<Violation> violation, List<String> trace) {
    /** The command that runs the same again, and shows all that happens. */
    public String replay() {
        return "bench/run soak --seed " + seed;
    }

    /** What came of it and, if that must not be, how to see it again. */
    public String told() {
        return violation.isPresent() ? this + "\n  replay: " + replay() : toString();
    }

    Report withoutTrace() {
        return new Report(seed, mood, invocations, disturbed, violation, List.of());
    }

    @Override
    public String toString() {
        return "seed %d (%s): %d deliveries, %d calls disturbed, %s"
                .formatted(
                        seed,
                        mood,
                        invocations,
                        disturbed,
                        violation.map(Violation::getMessage).orElse("all well"));
    }
}
