package dev.sallyport.local.recorded;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The local cloud answers as Google answered. */
class FidelityTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "local-cloud", "fidelity.md");
    private static final Path REPORT = Path.of("target", "fidelity.txt");

    private static final Reasons REASONS = Reasons.load();
    private static List<Result> results;

    @BeforeAll
    static void replay() throws IOException {
        try (LocalCloud cloud = LocalCloud.start()) {
            LiveApi api = new LiveApi(cloud);
            Rules rules = Rules.load();
            List<Recording> recordings = Recording.all();
            results = IntStream.range(0, recordings.size())
                    .mapToObj(i -> new Replay(api, rules, recordings.get(i), "replay-%06d".formatted(i)).run())
                    .flatMap(List::stream)
                    .toList();
        }
        FidelityReport report = new FidelityReport(results);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report.text() + "\n" + report.mismatches());
        System.out.print(report.text());
    }

    @Test
    void asManyRealExchangesMatchAsTheThresholdAsksFor() {
        assertThat(FidelityReport.ofReal(results).ratio())
                .as("share of the real exchanges that match; %s lists those that do not", REPORT)
                .isGreaterThanOrEqualTo(REASONS.threshold());
    }

    @Test
    void everyMismatchHasAReason() {
        String unexplained = results.stream()
                .filter(result -> !REASONS.explain(result))
                .map(FidelityReport::mismatch)
                .collect(joining());

        assertThat(unexplained)
                .as("mismatches for which recorded/reasons.yaml has no reason")
                .isEmpty();
    }

    @Test
    void thePageSaysWhatWasMeasured() throws IOException {
        String page = new FidelityPage(results, REASONS).text();
        if (Boolean.getBoolean("sallyport.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("write it anew with -Dsallyport.docs.write=true").hasContent(page);
    }
}
