package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds under which something was once wrong, in the functions or in the simulation. */
@EnabledIfSystemProperty(named = "sallyport.simulations", matches = "\\d+")
class FoundSeedsTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = new Simulator();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 22, 108})
    void whatWasWrongOnceIsRightNow(long seed) {
        Report report = simulator.run(seed);

        assertThat(report.violation()).as(report.told()).isEmpty();
    }
}
