package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of a run. */
class ReportTest {
    @Test
    void aRunThatFailsNamesTheOneCommandThatReplaysIt() {
        Report failed = new Report(
                42, "storm", 30, 7, Optional.of(new Violation("unexposed", "after all")), List.of("all that happened"));

        assertThat(failed.told())
                .contains("seed 42", "unexposed: after all")
                .endsWith("\n  replay: bench/run soak --seed 42");
    }

    @Test
    void aRunThatIsWellNeedsNoReplay() {
        assertThat(new Report(42, "calm", 30, 0, Optional.empty(), List.of()).told())
                .isEqualTo("seed 42 (calm): 30 deliveries, 0 calls disturbed, all well");
    }
}
