package dev.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckFiguresTest {
    @Test
    void whatStaysBelowEveryBoundIsNotTooMuch() {
        assertThat(figures(59, 5_000, 119).excesses()).isEmpty();
    }

    @Test
    void eachBoundThatIsBrokenIsNamed() {
        assertThat(figures(60, 5_001, 120).excesses())
                .satisfiesExactly(
                        calls -> assertThat(calls).contains("60 Compute calls (expected: fewer than 60)"),
                        reads -> assertThat(reads).contains("(expected: at most 5)"),
                        seconds -> assertThat(seconds).contains("120.0 seconds of a processor"));
    }

    @Test
    void callsOfOtherApisAreNoneOfCompute() {
        assertThat(figures(40, 0, 0).computeCalls()).isEqualTo(40);
        assertThat(figures(40, 0, 0).computeMethods()).isEqualTo("firewalls.list 40");
    }

    private static CheckFigures figures(long calls, long reads, double processorSeconds) {
        Bill used = new Bill(
                Map.of("compute firewalls.list", calls, "iap IdentityAwareProxyAdminService.GetIamPolicy", 2_000L),
                Map.of("read", reads),
                Map.of(),
                Map.of(),
                Map.of());
        return new CheckFigures(1_000, 30, processorSeconds, used, 1_000);
    }
}
