package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.converge.Memory;
import dev.sallyport.converge.Pause;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Failure;
import dev.sallyport.google.GoogleClients;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.plan.StagePlan;
import dev.sallyport.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Google's answers may lack what stages look for, or hold what they do not expect: a stage then does its work all the same, or
 * says what is wrong by a failure of one of the three kinds, and makes up for it when the next answers are as they should be.
 * {@code -Dsallyport.fuzz.answers=N} goes through all stages so often, {@code -Dsallyport.fuzz.seed=N} spoils other answers.
 */
class SpoiledAnswersTest {
    private static final int ROUNDS = Integer.getInteger("sallyport.fuzz.answers", 1);
    private static final Duration WHILE_SPOILED = Duration.ofSeconds(3);
    private static final Duration AFTERWARDS = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("sallyport.fuzz.seed", 1);

    private LossyCloud lossy;
    private LabCloud cloud;
    private Lab lab;

    @BeforeEach
    void provision() {
        LocalCloud local = LocalCloud.start();
        lossy = new LossyCloud(local.apiEndpoint());
        Settings settings = new Settings(
                "sallyport-project",
                Optional.of(lossy.endpoint()),
                Optional.of(local.internetProxy()),
                Optional.empty());
        ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor();
        StageCloud reached =
                new StageCloud(new GoogleClients(settings), Pause.on(pauses), settings.internetProxy(), Memory.none());
        cloud = new LabCloud(local, ChainRuntime.of(settings), reached, pauses);
        lab = new Lab(cloud, "lossy-project");
        lab.runThrough(VerifyStage.NAME);
    }

    @AfterEach
    void close() {
        cloud.close();
        lossy.close();
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsWrongAStageFailsWellAndMakesUpForItLater(Spoiling spoiling) {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            lossy.spoil(spoiling, seed);
            for (StageName stage : Blueprint.protectedApplication().stages()) {
                lab.deployment().limit(LocalDeployment.patient(WHILE_SPOILED));
                failsWell("seed " + seed + ", " + stage, () -> lab.attempt(stage));
            }
            failsWell("seed " + seed + ", a plan", () -> lab.plan(Direction.PROVISION));
            failsWell("seed " + seed + ", a proof", () -> lab.proof());
            lossy.spoilNothing();
        }

        lab.deployment().limit(LocalDeployment.patient(AFTERWARDS));
        lab.runThrough(VerifyStage.NAME);
        assertThat(lab.plan(Direction.PROVISION))
                .flatExtracting(StagePlan::changes)
                .noneMatch(PlannedChange::isPending);
    }

    private static void failsWell(String what, Runnable work) {
        try {
            work.run();
        } catch (Failure failure) {
            assertThat(failure.getMessage()).as(what).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }
}
