package dev.sallyport.local.recorded;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** The scores as text, for the one who runs the test. */
final class FidelityReport {
    private final List<Result> results;

    FidelityReport(List<Result> results) {
        this.results = results;
    }

    static Score ofReal(List<Result> results) {
        return Score.of(
                results.stream().filter(result -> result.recording().real()).toList());
    }

    String text() {
        return row("resource type", "exchanges", "match", "", "timing")
                + Score.byType(results).entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(joining())
                + row("all", Score.of(results))
                + row("all of provenance real", ofReal(results));
    }

    private static String row(String name, Score score) {
        return row(
                name,
                String.valueOf(score.exchanges()),
                String.valueOf(score.matching()),
                score.percent(),
                String.valueOf(score.timingOnly()));
    }

    private static String row(String name, String exchanges, String matching, String percent, String timing) {
        return String.format(Locale.ROOT, "%-24s %9s %6s %7s %6s%n", name, exchanges, matching, percent, timing);
    }

    /** Each exchange that does not match, with the two values of every difference. */
    String mismatches() {
        return results.stream()
                .filter(result -> !result.matches())
                .map(FidelityReport::mismatch)
                .collect(joining());
    }

    static String mismatch(Result result) {
        return String.format(
                Locale.ROOT,
                "%s #%d %s%n%s",
                result.recording().name(),
                result.exchange().index(),
                result.request(),
                result.differences().stream()
                        .map(difference -> String.format(
                                Locale.ROOT,
                                "    %s %s: %s%n",
                                difference.kind(),
                                difference.field(),
                                difference.detail()))
                        .collect(joining()));
    }
}
