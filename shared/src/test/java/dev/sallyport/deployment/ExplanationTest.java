package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.StageRecord.Lease;
import dev.sallyport.testing.SomeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final Instant BEGUN = NOW.minusSeconds(30);
    private static final Lease HELD = new Lease("17", NOW.plusSeconds(600));
    private static final Lease RUN_OUT = new Lease("17", NOW.minusSeconds(5));
    private static final Blueprint BLUEPRINT = Blueprint.protectedApplication();

    private final Map<StageName, StageRecord> stages = new LinkedHashMap<>();
    private Direction direction = Direction.PROVISION;
    private Optional<Pause> pause = Optional.empty();

    ExplanationTest() {
        BLUEPRINT.stages().forEach(stage -> stages.put(stage, StageRecord.pending()));
    }

    @Test
    void aStageThatIsAtWorkSaysSoWithWhatItWaitsForAndHowLongItIsItsOwn() {
        set("backend", claimed(HELD).operationsStarted(Map.of("healthChecks/web/insert", "operations/1")));

        assertThat(explain("backend"))
                .isEqualTo("backend is running: attempt 1 of generation 3 since 2026-11-27T09:59:30Z, waiting for"
                        + " healthChecks/web/insert; nobody else may take over before 2026-11-27T10:10:00Z.");
    }

    @Test
    void aLeaseThatHasRunOutMeansThatNobodyIsAtWork() {
        set("backend", claimed(RUN_OUT));

        assertThat(explain("backend"))
                .isEqualTo(
                        "backend is not running, for attempt 1 of generation 3 ended without a word; its lease ran out"
                                + " at 2026-11-27T09:59:55Z, and it begins again when its message is delivered once more.");
    }

    @Test
    void aStageThatMayBeginIsToldFromOneThatAnOlderAttemptStillHolds() {
        set("firewall", StageRecord.pending().ready());
        set("consent", claimed(HELD).inNextGeneration(NOW).ready());

        assertThat(explain("firewall"))
                .isEqualTo("firewall is not running yet, but may: it is announced, and begins when the announcement is"
                        + " delivered.");
        assertThat(explain("consent"))
                .isEqualTo("consent is not running, for an attempt of an older generation still works on it; it begins"
                        + " when that ends, or at 2026-11-27T10:10:00Z at the latest.");
    }

    @Test
    void aStageThatComesLaterNamesWhatReallyKeepsItAndNotWhatWaitsItself() {
        set("firewall", claimed(HELD));
        set("instance-template", claimed(HELD).failed(new StageRecord.Error("No such\nimage.", "name another"), NOW));

        assertThat(explain("iap"))
                .startsWith("iap is not running, for it comes after ")
                .contains("firewall, which is running", "instance-template, which has failed (No such image)")
                .doesNotContain("backend");
    }

    @Test
    void aStageWhosePredecessorsAreDoneWaitsOnlyToBeMadeReady() {
        set("firewall", done());
        set("instance-template", done());

        assertThat(explain("instance-group")).contains("has not been made ready yet");
    }

    @Test
    void inATeardownTheStagesBeforeAreThoseThatComeAfterOtherwise() {
        direction = Direction.DESTROY;
        set("verify", done());
        set("frontend", claimed(HELD));
        set("access", done());
        set("restart", done());

        assertThat(explain("iap")).isEqualTo("iap is not running, for it comes after frontend, which is running.");
    }

    @Test
    void aFailureIsGivenWithItsReason() {
        set("firewall", claimed(HELD).failed(new StageRecord.Error("A rule of that name is there.", "adopt it"), NOW));

        assertThat(explain("firewall"))
                .isEqualTo("firewall is not running, for it has failed at 2026-11-27T10:00:00Z: A rule of that name is"
                        + " there; it begins again when somebody asks for it.");
    }

    @Test
    void waitingForSomethingOutsideIsGivenWithItsReasonAndTheNextLook() {
        set("certificate", claimed(HELD).waiting("DNS to point here", BEGUN, Duration.ofMinutes(1)));

        assertThat(explain("certificate"))
                .isEqualTo("certificate is not running, for it is waiting for DNS to point here, since"
                        + " 2026-11-27T09:59:30Z; it looks again at 2026-11-27T10:00:30Z.");
    }

    @Test
    void aPauseIsGivenWithWhoAndWhyAndUntilWhen() {
        pause = Optional.of(new Pause("alice", "change freeze.", BEGUN, Optional.of(NOW.plusSeconds(60))));
        set("firewall", StageRecord.pending().ready());
        set("instance-template", done());
        set("consent", claimed(HELD));
        set("certificate", claimed(HELD).waiting("DNS to point here", BEGUN, Duration.ofMinutes(1)));

        String words = "by alice until 2026-11-27T10:01:00Z: change freeze.";
        assertThat(explain("firewall")).isEqualTo("firewall is not running, for the deployment is paused " + words);
        assertThat(explain("backend"))
                .isEqualTo("backend is not running, for it comes after firewall, which is ready and paused " + words);
        assertThat(explain("consent")).startsWith("consent is running: ");
        assertThat(explain("certificate")).endsWith("; it looks again after the pause " + words);
    }

    @Test
    void aPauseThatIsOverExplainsNothing() {
        pause = Optional.of(new Pause("alice", "change freeze", BEGUN, Optional.of(NOW)));
        set("firewall", StageRecord.pending().ready());

        assertThat(explain("firewall")).contains("is announced").doesNotContain("paused");
    }

    @Test
    void whatACancelledGenerationDoesNotComeToSaysSo() {
        set("firewall", StageRecord.pending().skipped(NOW));

        assertThat(explain("firewall"))
                .isEqualTo("firewall is not running, and will not in generation 3, which was cancelled.");
        assertThat(explain("instance-group")).contains("firewall, which will not run in this generation");
    }

    @Test
    void onlyStagesThatAreNotDoneAreExplainedUnasked() {
        stages.replaceAll((stage, record) -> done());
        set("verify", claimed(HELD));

        assertThat(explanation().ofUnfinished()).containsOnlyKeys(new StageName("verify"));
        assertThat(explain("access")).isEqualTo("access is done since 2026-11-27T10:00:00Z, in generation 3.");
    }

    @Test
    void everySentenceIsOneLineThatBeginsWithTheStageAndEndsOnce() {
        set("firewall", claimed(HELD).failed(new StageRecord.Error("One.\nTwo.", "three"), NOW));

        assertThat(explanation().ofUnfinished().entrySet())
                .hasSize(BLUEPRINT.stages().size())
                .allSatisfy(sentence -> assertThat(sentence.getValue())
                        .startsWith(sentence.getKey() + " is ")
                        .endsWith(".")
                        .doesNotContain("\n", ".."));
    }

    @Test
    void aStageThatIsNoneIsRefused() {
        assertThatThrownBy(() -> explain("paint"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("paint");
    }

    private void set(String stage, StageRecord record) {
        stages.put(new StageName(stage), record);
    }

    private static StageRecord claimed(Lease lease) {
        return StageRecord.pending().ready().claimed(lease, BEGUN);
    }

    private static StageRecord done() {
        return claimed(HELD).done(Map.of(), NOW);
    }

    private String explain(String stage) {
        return explanation().of(new StageName(stage));
    }

    private Explanation explanation() {
        Deployment deployment = new Deployment(
                BLUEPRINT,
                "web",
                "web-project",
                3,
                direction,
                direction.underWay(),
                SomeRequest.of("web", "web-project"),
                "17",
                BEGUN,
                BEGUN,
                NOW,
                stages,
                List.of(),
                pause);
        return new Explanation(deployment, BLUEPRINT, NOW);
    }
}
