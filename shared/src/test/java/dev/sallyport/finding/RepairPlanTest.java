package dev.sallyport.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RepairPlanTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final StageName IAP = new StageName("iap");
    private static final Observation OFF =
            new Observation(Controls.IAP_ON, "backendServices/web", "IAP is off", Map.of("iap.enabled", "false"));

    private Compliance known = Compliance.unchecked("lab", "lab-project");
    private Instant now = NOON;

    @Test
    void whatIsToBeFixedIsRepairedFromItsStage() {
        RepairPlan plan = look(Mode.FIX, OFF);

        assertThat(plan.stages()).containsExactly(IAP);
        assertThat(plan.findings()).containsExactly(OFF.key());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"REPORT", "ASK"})
    void otherModesRepairNothing(Mode mode) {
        assertThat(look(mode, OFF).stages()).isEmpty();
    }

    @Test
    void aMutedFindingIsNotRepaired() {
        known = known.with(new Mute(OFF.control(), "alice@example.com", "maintenance", NOON.plus(Duration.ofHours(1))));
        assertThat(look(Mode.FIX, OFF).stages()).isEmpty();
    }

    @Test
    void aRepairedFindingTellsHowLongItTook() {
        look(Mode.FIX, OFF);
        now = NOON.plusSeconds(42);

        List<Happening> happenings = look(Mode.FIX).entry().happenings();

        assertThat(happenings).singleElement().satisfies(happening -> {
            assertThat(happening.kind()).isEqualTo(Happening.Kind.REPAIRED);
            assertThat(happening.finding().timeToRepair()).contains(Duration.ofSeconds(42));
        });
    }

    @Test
    void whatSomebodyKeepsUndoingIsLeftToAPersonAndToldOnce() {
        for (int time = 0; time < RepairPlan.MOST_REPAIRS; time++) {
            assertThat(look(Mode.FIX, OFF).stages()).isNotEmpty();
            now = now.plusSeconds(60);
            look(Mode.FIX);
            now = now.plusSeconds(60);
        }

        RepairPlan fourth = look(Mode.FIX, OFF);
        now = now.plusSeconds(60);
        RepairPlan fifth = look(Mode.FIX, OFF);

        assertThat(fourth.stages()).isEmpty();
        assertThat(fourth.entry().happenings())
                .extracting(Happening::kind)
                .containsExactly(Happening.Kind.OPENED, Happening.Kind.STUCK);
        assertThat(fifth.stages()).isEmpty();
        assertThat(fifth.entry().happenings()).isEmpty();
    }

    @Test
    void aDayLaterItIsRepairedAgain() {
        whatSomebodyKeepsUndoingIsLeftToAPersonAndToldOnce();
        now = now.plus(RepairPlan.WINDOW);
        assertThat(look(Mode.FIX, OFF).stages()).containsExactly(IAP);
    }

    private RepairPlan look(Mode mode, Observation... seen) {
        Ledger.Entry entry = Ledger.enter(known, List.of(seen), 1, now);
        RepairPlan plan = RepairPlan.of(entry, control -> mode, observation -> Set.of(IAP), now);
        known = plan.entry().compliance();
        return plan;
    }
}
