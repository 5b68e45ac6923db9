package dev.sallyport.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.failure.Retryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aFirstLookThatIsEnoughWaitsForNothing() {
        int seen = poll(10).until(looks::incrementAndGet, look -> Optional.empty());
        assertThat(seen).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void looksUntilNothingIsMissing() {
        int seen = poll(10).until(looks::incrementAndGet, look -> missingBefore(4, look));
        assertThat(seen).isEqualTo(4);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void pausesGrowUpToThreeSeconds() {
        poll(100).until(looks::incrementAndGet, look -> missingBefore(30, look));
        assertThat(pauses).isSorted().startsWith(Duration.ofMillis(50)).endsWith(Duration.ofSeconds(3));
    }

    @Test
    void theTimeLimitIsToldWhatIsMissing() {
        assertThatThrownBy(() -> poll(2).until(looks::incrementAndGet, look -> Optional.of("look " + look)))
                .isInstanceOf(Retryable.class)
                .hasMessage("look 3");
    }

    private static Optional<String> missingBefore(int enough, int look) {
        return look < enough ? Optional.of("look " + enough) : Optional.empty();
    }

    private Poll poll(int patience) {
        return new Poll(pauses::add, new TimeLimit() {
            @Override
            public Duration left() {
                return Duration.ofMinutes(1);
            }

            @Override
            public void check(String waitingFor) {
                if (pauses.size() >= patience) {
                    throw new Retryable(waitingFor);
                }
            }
        });
    }
}
