package dev.sallyport.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HealthRoundTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void ofAFewDeploymentsEachHasItsTurnEachTime() {
        assertThat(HealthRound.of(List.of("b", "a", "a"), NOW).names()).containsExactlyInAnyOrder("a", "b");
        assertThat(HealthRound.of(List.of(), NOW).names()).isEmpty();
    }

    @Test
    void ofManyAsManyHaveItAsThereAreCallsFor() {
        assertThat(HealthRound.of(names(1_000), NOW).names()).hasSize(HealthRound.MOST);
    }

    @Test
    void eachOfManyHasItSoonerOrLater() {
        Set<String> asked = new HashSet<>();
        for (int turn = 0; turn < 7; turn++) {
            asked.addAll(HealthRound.of(names(130), NOW.plus(Duration.ofMinutes(10L * turn)))
                    .names());
        }

        assertThat(asked).containsExactlyInAnyOrderElementsOf(names(130));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "app-" + i).toList();
    }
}
