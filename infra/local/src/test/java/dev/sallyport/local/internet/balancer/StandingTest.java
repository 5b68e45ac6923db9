package dev.sallyport.local.internet.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.HealthCheck;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final HealthCheck CHECK = HealthCheck.newBuilder()
            .setHealthyThreshold(2)
            .setUnhealthyThreshold(3)
            .build();

    private final Standing standing = new Standing(new Health.Sight(0, Optional.empty()));

    @Test
    void nothingIsKnownBeforeTheFirstProbe() {
        assertThat(standing.healthy()).isNotDone();
    }

    @Test
    void onlyOneCallerProbesFirst() {
        assertThat(standing.begin()).isTrue();
        assertThat(standing.begin()).isFalse();
    }

    @Test
    void theFirstProbeDecides() {
        standing.record(true, CHECK);

        assertThat(standing.healthy()).isCompletedWithValue(true);
    }

    @Test
    void aHealthyVmFallsAfterTheUnhealthyThresholdInARow() {
        record(true, false, false);
        assertThat(standing.healthy()).isCompletedWithValue(true);

        record(true, false, false, false);
        assertThat(standing.healthy()).isCompletedWithValue(false);
    }

    @Test
    void anUnhealthyVmRisesAfterTheHealthyThresholdInARow() {
        record(false, true, false, true);
        assertThat(standing.healthy()).isCompletedWithValue(false);

        record(true);
        assertThat(standing.healthy()).isCompletedWithValue(true);
    }

    private void record(boolean... answers) {
        for (boolean answered : answers) {
            standing.record(answered, CHECK);
        }
    }
}
