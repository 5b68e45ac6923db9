package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.plan.StagePlan;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is asked for, and whatever somebody then changes by hand: one more run of the stages brings it back to an empty
 * plan, and writes nothing but what differed. {@code -Dsallyport.drift.seeds=N} tries N requests instead of a few,
 * {@code -Dsallyport.drift.seed=S} begins with the one of a failure.
 */
@ExtendWith(LabExtension.class)
class RandomDriftTest {
    private static final int DEEDS = 12;

    static LongStream seeds() {
        long first = Optional.ofNullable(Long.getLong("sallyport.drift.seed")).orElse(20261128L);
        return LongStream.range(first, first + Integer.getInteger("sallyport.drift.seeds", 3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRepairPutsBackWhatDiffersAndWritesNothingElse(long seed, Lab lab) {
        Random random = new Random(seed);
        lab.asking(new RandomRequest(random));
        lab.runThrough(RetireStage.NAME);
        assertThat(pending(lab)).isEmpty();
        Meddler meddler = new Meddler(lab, random);
        for (int i = 0; i < DEEDS; i++) {
            Deed deed = meddler.meddle();
            assertRepaired(lab, meddler, deed);
        }
    }

    private static void assertRepaired(Lab lab, Meddler meddler, Deed deed) {
        List<String> planned = pending(lab);
        assertThat(planned)
                .as("planned after %s", deed)
                .allMatch(deed.resource().id()::equals);
        assertThat(planned.isEmpty()).as("nothing is planned after %s", deed).isEqualTo(!deed.isOurBusiness());
        int written = lab.deployment().started().size();

        lab.runThrough(RetireStage.NAME);

        assertThat(pending(lab)).as("planned once %s was repaired", deed).isEmpty();
        List<String> actions = lab.deployment().started();
        assertThat(actions.subList(written, actions.size()))
                .as("written to repair %s", deed)
                .allMatch(action -> action.startsWith(deed.resource().id() + "/"))
                .hasSize(planned.isEmpty() ? 0 : 1);
        if (deed.isOurBusiness()) {
            assertThat(deed.isUndoneIn(meddler.get(deed.resource())))
                    .as("%s is undone", deed)
                    .isTrue();
        }
    }

    private static List<String> pending(Lab lab) {
        return lab.plan(Direction.PROVISION).stream()
                .map(StagePlan::pending)
                .flatMap(List::stream)
                .map(PlannedChange::resource)
                .toList();
    }
}
