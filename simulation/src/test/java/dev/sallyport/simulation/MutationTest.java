package dev.sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.simulation.Mutant.Change;
import dev.sallyport.simulation.Scenario.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Faults that are put into the functions on purpose are found. */
@EnabledIfSystemProperty(named = "sallyport.simulations", matches = "\\d+")
class MutationTest {
    private static final int MOST_SEEDS = 40;
    private static final String SHARED = "shared/src/main/java/dev/sallyport/";
    private static final Ask PROVISION = Variant.of("app-1", 0).provision();
    private static final Ask OF_TWO = Variant.of("app-1", 1).provision();

    /** So that stages are told twice, and two deliveries are at work on one. */
    private static final Mood CROWD = new Mood("crowd", 0, 0, 0, 0, 0, 0.9, 0, 0.8, 1);

    /** What the measurements of {@code bench/run} write as well, for docs/reliability.md. */
    private static final Path FIGURES = Checkout.file("simulation/target/reliability.txt");

    /** From a deletion until it is on record there are as many moments to die in. */
    private static final int WITHIN_EACH_DELETION = 7;

    @TempDir
    Path folder;

    @Test
    void aLeaseThatNobodyLooksAtIsFound() {
        Mutant mutant = new Mutant(
                SHARED + "deployment/Claiming.java",
                List.of(new Change("return record.isLeased(now) && !record.isHeldBy(holder)", "return false")));

        assertThat(found("no lease check", mutant, CROWD, PROVISION)).contains("records");
    }

    @Test
    void announcingBeforeCompletingIsFound() {
        Mutant mutant = new Mutant(
                SHARED + "chain/StageFunction.java",
                List.of(new Change(
                        "announce(message, deployments.complete(claim.attempt(), result.outputs(), result.evidence()));",
                        "announce(message, claim.deployment().direction().through(claim.deployment().blueprint())"
                                + ".successorsOf(stage));"
                                + " deployments.complete(claim.attempt(), result.outputs(), result.evidence());")));

        assertThat(found(
                        "announcing before completing",
                        mutant,
                        new Mood("overtaking", 0, 0, 0, 0, 0, 0, 0, 0.9, 1),
                        PROVISION))
                .contains("nobody forgotten");
    }

    @Test
    void anAttemptThatIsNotFencedOffIsFound() {
        Mutant mutant = new Mutant(
                SHARED + "deployment/Lifecycle.java",
                List.of(new Change(
                        "                && record.attempt() == attempt.number()\n"
                                + "                && record.state() == state;",
                        "                && record.state() == state;")));

        assertThat(found("no fence around attempts", mutant, CROWD, PROVISION)).contains("records");
    }

    @Test
    void aCallWithoutRequestIdIsFound() {
        Mutant mutant = new Mutant(
                SHARED + "converge/ResourceCollection.java",
                List.of(new Change("patch.call(resource, fields, requestId)", "patch.call(resource, fields, \"\")")));

        assertThat(found("a call without its request id", mutant, Mood.CALM, PROVISION))
                .contains("one writer");
    }

    @Test
    void aFirewallThatIsClosedAfterTheFrontEndHasOpenedIsFound() {
        Mutant mutant = new Mutant(
                "base/src/main/java/dev/sallyport/blueprint/Blueprint.java",
                List.of(
                        new Change("                .stage(\"firewall\")\n", ""),
                        // It waits for health, for which the firewall lets the checks through.
                        new Change("                .stage(\"restart\", \"backend\")\n", ""),
                        new Change("\"instance-template\", \"firewall\")", "\"instance-template\")"),
                        new Change("\"certificate\", \"iap\", \"firewall\")", "\"certificate\", \"iap\")"),
                        new Change(
                                ".stage(\"retire\", \"restart\", \"access\", \"frontend\")",
                                ".stage(\"firewall\", \"frontend\").stage(\"restart\", \"backend\", \"firewall\")"
                                        + ".stage(\"retire\", \"restart\", \"access\", \"frontend\")")));

        assertThat(found("the firewall after the front end", mutant, Mood.CALM, OF_TWO))
                .contains("unexposed");
    }

    /** As it was once: a deletion that a dead function had not noted was waited for by nobody. */
    @Test
    void whatIsGoingAndTakenForInUseIsFound() {
        Mutant mutant = new Mutant(
                SHARED + "chain/StageFunction.java",
                List.of(new Change(
                        "mayBeGoing(claim, rejected) && !timeLimit.isStageOver()",
                        "mayBeGoing(claim, rejected) && timeLimit.isStageOver()")));

        List<CrashPoints.Row> rows;
        try (Simulator simulator = new Simulator(mutant.load(folder))) {
            rows = new CrashPoints(simulator, WITHIN_EACH_DELETION).destroying();
        }
        List<String> differences =
                rows.stream().flatMap(row -> row.differences().stream()).toList();

        takeDown("what is going taken for in use: found by %d crashes".formatted(differences.size()));
        assertThat(differences).isNotEmpty().allMatch(difference -> difference.contains("nothing fails: "));
    }

    /** What the first seed that sees anything sees. */
    private Optional<String> found(String fault, Mutant mutant, Mood mood, Ask ask) {
        try (Simulator simulator = new Simulator(mutant.load(folder))) {
            for (long seed = 1; seed <= MOST_SEEDS; seed++) {
                Optional<Violation> seen =
                        simulator.once(seed, mood, new Scenario(List.of(ask))).violation();
                if (seen.isPresent()) {
                    takeDown("%s: found by \"%s\" in run %d of at most %d"
                            .formatted(fault, seen.get().invariant(), seed, MOST_SEEDS));
                    return seen.map(Violation::invariant);
                }
            }
            takeDown(fault + ": not found in " + MOST_SEEDS + " runs");
            return Optional.empty();
        }
    }

    private static void takeDown(String line) {
        try {
            Files.createDirectories(FIGURES.getParent());
            Files.write(FIGURES, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
