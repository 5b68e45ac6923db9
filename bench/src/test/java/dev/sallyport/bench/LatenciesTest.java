package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies oneToFour = Latencies.of(new long[] {4_000_000, 1_000_000, 3_000_000, 2_000_000});

    @Test
    void aPercentileIsTheTimeThatSoManyDidNotExceed() {
        assertThat(oneToFour.percentile(50)).isEqualTo(Duration.ofMillis(2));
        assertThat(oneToFour.percentile(51)).isEqualTo(Duration.ofMillis(3));
        assertThat(oneToFour.percentile(100)).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void aSummaryTellsTheMedianAndTheWorst() {
        assertThat(oneToFour.summary()).isEqualTo("p50 2.00 ms, p90 4.00 ms, p99 4.00 ms, max 4.00 ms");
    }

    @Test
    void nothingHasNoPercentilesToSumUp() {
        assertThat(Latencies.of(new long[0]).summary()).isEqualTo("none came to its end");
    }
}
