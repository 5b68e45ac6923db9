package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds under which something was once wrong, in the functions or in the simulation. */
@EnabledIfSystemProperty(named = "sallyport.simulations", matches = "\\d+")
class FoundSeedsTest {
    private static final long SAME = 4;
    private static final Pattern DELIVERY = Pattern.compile("^\\d+ (begins|ends)");
    private static final Pattern DISTURBED = Pattern.compile(" \\d{3} [A-Z_]+$");

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
    @ValueSource(longs = {22})
    void whatWasWrongOnceIsRightNow(long seed) {
        Report report = simulator.run(seed);

        assertThat(report.violation()).as(report.told()).isEmpty();
    }

    @Test
    void aSeedTakesTheSameCourseEachTime() {
        List<String> first = course(simulator.run(SAME));

        assertThat(course(simulator.run(SAME))).hasSizeGreaterThan(20).isEqualTo(first);
    }

    /**
     * What was delivered in which order, how it ended, and what was disturbed. Calls that a function makes side by side
     * come in any order.
     */
    private static List<String> course(Report report) {
        Stream<String> deliveries = report.trace().stream()
                .filter(line -> DELIVERY.matcher(line).find())
                .map(line -> line.replaceAll("ends(, killed)?:.*", "ends$1, failed"));
        Stream<String> disturbed = report.trace().stream()
                .filter(line -> DISTURBED.matcher(line).find())
                .map(line -> line.replaceAll(" projects/\\S*", ""))
                .sorted();
        return Stream.concat(deliveries, disturbed).toList();
    }
}
