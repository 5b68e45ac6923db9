package dev.sallyport.local.recorded;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many of some exchanges match. */
record Score(int exchanges, int matching, int timingOnly) {

    static Score of(List<Result> results) {
        return new Score(
                results.size(), (int) results.stream().filter(Result::matches).count(), (int)
                        results.stream().filter(Result::differsInTimingOnly).count());
    }

    static Map<String, Score> byType(List<Result> results) {
        return results.stream()
                .collect(Collectors.groupingBy(
                        Result::type, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), Score::of)));
    }

    double ratio() {
        return exchanges == 0 ? 1 : (double) matching / exchanges;
    }

    /** What is left when the server's speed counts for nothing. */
    Score regardlessOfTiming() {
        return new Score(exchanges, matching + timingOnly, 0);
    }

    String percent() {
        return String.format(Locale.ROOT, "%.1f%%", 100 * ratio());
    }
}
