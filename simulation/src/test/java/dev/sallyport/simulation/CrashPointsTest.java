package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.Blueprint;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Some of the crash points of each function; {@code bench/run crashes} tries them all. */
@EnabledIfSystemProperty(named = "sallyport.simulations", matches = "\\d+")
class CrashPointsTest {
    /** Odd, so that functions are killed before calls and after calls. */
    private static final int EVERY = Integer.getInteger("sallyport.crashes.every", 21);

    private static final int FUNCTIONS =
            1 + Blueprint.protectedApplication().stages().size();

    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = new Simulator();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void aCrashWhileProvisioningMakesNoDifference() {
        List<CrashPoints.Row> rows = new CrashPoints(simulator, EVERY).provisioning();

        makesNoDifference(rows);
    }

    @Test
    void aCrashWhileDestroyingMakesNoDifference() {
        List<CrashPoints.Row> rows = new CrashPoints(simulator, EVERY).destroying();

        makesNoDifference(rows);
    }

    private static void makesNoDifference(List<CrashPoints.Row> rows) {
        assertThat(rows).hasSize(FUNCTIONS).allMatch(row -> row.crashes() > 0);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.differences())
                        .as(row.way() + ", " + row.function())
                        .isEmpty());
    }
}
