package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs from as many seeds as {@code -Dsallyport.simulations=N} says; {@code bench/run soak} runs for as long as it is told.
 */
@EnabledIfSystemProperty(named = "sallyport.simulations", matches = "\\d+")
class SimulationTest {
    private static final int RUNS = Integer.getInteger("sallyport.simulations", 20);
    private static final int WORLDS = 2;

    @Test
    void whateverHappensNothingIsLostNothingIsDoneTwiceAndNobodyIsLetIn() {
        AtomicInteger left = new AtomicInteger(RUNS);

        Campaign.Result result =
                new Campaign(WORLDS, Duration.ofHours(1)).run(1, () -> left.getAndDecrement() > 0, report -> {});

        System.out.println(result.summary());
        assertThat(result.failed())
                .as("replay the first with its command")
                .extracting(Report::told)
                .isEmpty();
        assertThat(result.runs()).isEqualTo(RUNS);
    }
}
