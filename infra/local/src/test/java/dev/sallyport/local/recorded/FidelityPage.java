package dev.sallyport.local.recorded;

import static java.util.stream.Collectors.joining;

import dev.sallyport.local.recorded.Reasons.Reason;
import java.util.List;

/** The page of the documentation that lists the scores and the reasons. What depends on speed is left out of it. */
final class FidelityPage {
    private final List<Result> results;
    private final Reasons reasons;

    FidelityPage(List<Result> results, Reasons reasons) {
        this.results = results;
        this.reasons = reasons;
    }

    String text() {
        return """
                # Fidelity: how far the local Compute Engine and IAP answer as Google does

                Made by `FidelityTest`, which replays recorded exchanges with Google (infra/local/src/test/resources/recorded) and compares
                status, error bodies and every field of the answers. Counted as equal here, and apart in the test's own output:
                what only the server's speed makes different (the status in an operation's first answer, `currentActions`,
                `status.isStable`, the moment `usedBy` shows up). What clients had done to the recorded projects before, such as making their
                default network anew, is done first (`preconditions.yaml`); as new projects they would match in nine exchanges less.

                | resource type | exchanges | equal | |
                |---|---|---|---|
                %s
                ## What differs, and why

                %s""".formatted(scores(), differences());
    }

    private String scores() {
        return Score.byType(results).entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(joining())
                + row("**all**", Score.of(results))
                + row("**proven to come from Google**", FidelityReport.ofReal(results));
    }

    private static String row(String name, Score measured) {
        Score score = measured.regardlessOfTiming();
        return "| %s | %d | %d | %s |\n".formatted(name, score.exchanges(), score.matching(), score.percent());
    }

    private String differences() {
        return reasons.reasons().stream().map(this::section).collect(joining("\n"));
    }

    private String section(Reason reason) {
        String rows = results.stream()
                .filter(Result::isMismatch)
                .map(result -> exchange(result, reason))
                .collect(joining());
        return rows.isEmpty() ? "" : reason.reason().strip() + "\n\n" + rows;
    }

    private String exchange(Result result, Reason reason) {
        String fields = result.differences().stream()
                .filter(difference -> !difference.isTiming()
                        && reasons.of(result, difference).filter(reason::equals).isPresent())
                .map(difference -> "`" + difference.field() + "`")
                .distinct()
                .collect(joining(", "));
        return fields.isEmpty()
                ? ""
                : "- %s, exchange %d, `%s`: %s\n"
                        .formatted(result.recording().name(), result.exchange().index(), result.request(), fields);
    }
}
