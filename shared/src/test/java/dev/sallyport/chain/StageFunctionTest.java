package dev.sallyport.chain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.request.Request;
import dev.sallyport.settings.Settings;
import dev.sallyport.testing.Events;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class StageFunctionTest {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final StageName TEMPLATE = new StageName("instance-template");
    private static final StageName GROUP = new StageName("instance-group");
    private static final StageName VERIFY = new StageName("verify");
    private static final StageName RETIRE = new StageName("retire");
    private static final Set<StageName> ALL_BACKWARDS =
            Blueprint.protectedApplication().backwards().stages();
    private static final Set<StageName> ALL = Blueprint.protectedApplication().stages();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final AtomicLong NANOS = new AtomicLong();

    private static StateCloud cloud;
    private static Mailbox mailbox;
    private static ChainRuntime runtime;

    private final String name = "web-" + NAMES.incrementAndGet();
    private final ScriptedStage firewall = new ScriptedStage(FIREWALL, runtime);
    private final ScriptedStage template = new ScriptedStage(TEMPLATE, runtime);

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        mailbox = new Mailbox(
                cloud.settings(),
                Stream.concat(Stream.of(Topics.DEAD_LETTERS), ALL.stream().map(Topics::of))
                        .toList());
        runtime = ChainRuntime.of(cloud.settings(), Blueprint.protectedApplication(), NANOS::get);
    }

    @AfterAll
    static void close() {
        runtime.close();
        mailbox.close();
        cloud.close();
    }

    @Test
    void aStageIsConvergedCompletedAndItsReadySuccessorsAnnounced() {
        accepted();
        template.accept(message("d1"));
        firewall.does(context -> StageResult.of(Map.of("rule", "firewalls/a")));

        firewall.accept(message("d2"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.DONE);
        assertThat(stage(FIREWALL).outputs()).isEqualTo(Map.of("rule", "firewalls/a"));
        assertThat(announced()).containsExactly("instance-group");
    }

    @Test
    void aCrashBetweenCompleteAndAnnounceLosesNothing() {
        accepted();
        template.accept(message("d1"));
        // What the function that died had done: everything but the announcement.
        var claim =
                (Claim.Granted) runtime.deployments().claim(name, 1, FIREWALL, "d2-" + name, Duration.ofMinutes(10));
        runtime.deployments().complete(claim.attempt(), Map.of(), List.of());

        firewall.accept(message("d2"));

        assertThat(firewall.runs()).isZero();
        assertThat(announced()).containsExactly("instance-group");
    }

    @Test
    void aMessageDeliveredTwiceConvergesOnce() {
        accepted();
        firewall.accept(message("d1"));
        Deployment once = deployment();

        firewall.accept(message("d1"));
        firewall.accept(message("another"));

        assertThat(firewall.runs()).isEqualTo(1);
        assertThat(deployment()).isEqualTo(once);
    }

    @Test
    void aMessageThatComesBeforeItsPredecessorsAreDoneIsLetGo() {
        accepted();
        ScriptedStage group = new ScriptedStage(GROUP, runtime);

        group.accept(message("d1"));

        assertThat(group.runs()).isZero();
        assertThat(stage(GROUP).state()).isEqualTo(StageState.PENDING);
    }

    @Test
    void aMessageOfAnOlderGenerationIsLetGo() {
        accepted();
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2"));

        firewall.accept(message("d1"));

        assertThat(firewall.runs()).isZero();
        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.READY);
    }

    @Test
    void aSecondMessageIsGivenBackWhileTheFirstIsWorkedOn() {
        accepted();
        firewall.throwsAlways(new Retryable("not yet"));
        giveBack(firewall, "d1");

        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> firewall.accept(message("d2")))
                .withMessageContaining("another delivery works on firewall of " + name);
        assertThat(firewall.runs()).isEqualTo(1);
    }

    @Test
    void aMessageThatWasGivenBackTakesOverAtOnceWhenItReturns() {
        accepted();
        firewall.throwsAlways(new Retryable("not yet"));
        giveBack(firewall, "d1");
        firewall.does(context -> StageResult.of(Map.of()));

        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.DONE);
        assertThat(stage(FIREWALL).attempt()).isEqualTo(2);
    }

    @Test
    void anotherMessageTakesOverWhenTheLeaseHasRunOut() {
        accepted();
        firewall.throwsAlways(new Retryable("not yet"));
        giveBack(firewall, "d1");
        firewall.does(context -> StageResult.of(Map.of()));

        cloud.clock().advance(Duration.ofSeconds(600));
        firewall.accept(message("d2"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.DONE);
    }

    @Test
    void anAttemptOvertakenWhileItWorkedWritesNothing() {
        accepted();
        firewall.does(context -> {
            runtime.deployments().claim(name, 1, FIREWALL, "d1-" + name, Duration.ofMinutes(10));
            return StageResult.of(Map.of("rule", "from the older attempt"));
        });

        giveBack(firewall, "d1");

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.RUNNING);
        assertThat(stage(FIREWALL).outputs()).isEmpty();
    }

    @Test
    void aNewRequestSupersedesAnAttemptAndItsMessageIsThenLetGo() {
        accepted();
        firewall.does(context -> {
            runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2"));
            return StageResult.of(Map.of());
        });
        giveBack(firewall, "d1");

        firewall.accept(message("d1"));
        firewall.does(context -> StageResult.of(Map.of("generation", "" + context.generation())));
        firewall.accept(message("d2", 2));

        assertThat(stage(FIREWALL).outputs()).isEqualTo(Map.of("generation", "2"));
    }

    @Test
    void aStagesTimeIsTheDatabasesAndGoesOn() {
        accepted();
        List<Instant> times = new ArrayList<>();
        cloud.clock().advance(Duration.ofHours(3));
        firewall.does(context -> {
            times.add(context.now());
            NANOS.addAndGet(Duration.ofSeconds(7).toNanos());
            times.add(context.now());
            return StageResult.of(Map.of());
        });

        firewall.accept(message("d1"));

        assertThat(times.get(0))
                .isEqualTo(stage(FIREWALL).started().orElseThrow())
                .isAfter(Instant.now().plus(Duration.ofHours(2)));
        assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aRejectedStageFailsWithWhatAPersonCanDo() {
        accepted();
        firewall.throwsAlways(new Rejected("the quota FIREWALLS is used up", "ask for a higher quota"));

        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.FAILED);
        assertThat(stage(FIREWALL).error())
                .contains(new StageRecord.Error("the quota FIREWALLS is used up", "ask for a higher quota"));
    }

    @Test
    void theMessageOfAFailedStageIsLetGo() {
        accepted();
        firewall.throwsAlways(new Rejected("no", "ask"));
        firewall.accept(message("d1"));

        firewall.accept(message("d1"));

        assertThat(firewall.runs()).isEqualTo(1);
    }

    @Test
    void anExceptionNobodyForesawIsTriedAgain() {
        accepted();
        firewall.throwsAlways(new IllegalStateException("with a secret in it"));

        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> firewall.accept(message("d1")))
                .withMessageContaining("java.lang.IllegalStateException at dev.sallyport.chain.StageFunctionTest")
                .withMessageNotContaining("secret")
                .withNoCause();
        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.RUNNING);
    }

    @Test
    void aStageFailsWhenItsTimeOverAllDeliveriesIsOver() {
        accepted();
        firewall.throwsAlways(new IllegalStateException("with a secret in it"));
        giveBack(firewall, "d1");

        cloud.clock().advance(Duration.ofMinutes(30));
        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.FAILED);
        assertThat(stage(FIREWALL).error().orElseThrow().message())
                .contains("not done within 30 minutes", "java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void aWaitEndsWithTheFunctionsTimeSoThatTheNextDeliveryGoesOn() {
        accepted();
        firewall.does(context -> {
            NANOS.addAndGet(Duration.ofSeconds(519).toNanos());
            context.timeLimit().check("operation 1");
            assertThat(context.timeLimit().left()).isEqualTo(Duration.ofSeconds(1));
            NANOS.addAndGet(Duration.ofSeconds(1).toNanos());
            context.timeLimit().check("operation 1");
            return StageResult.of(Map.of());
        });

        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> firewall.accept(message("d1")))
                .withMessageContaining("waiting for operation 1");
    }

    @Test
    void aWaitEndsInFailureWhenTheStagesTimeIsOver() {
        accepted();
        firewall.throwsAlways(new Retryable("not yet"));
        giveBack(firewall, "d1");
        cloud.clock().advance(Duration.ofMinutes(29));
        firewall.does(context -> {
            NANOS.addAndGet(Duration.ofMinutes(2).toNanos());
            context.timeLimit().check("operation 1");
            return StageResult.of(Map.of());
        });

        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).error().orElseThrow().message()).contains("waiting for operation 1");
    }

    @Test
    void operationsAreOnRecordBeforeTheyAreWaitedFor() {
        accepted();
        firewall.does(context -> {
            context.operations().started(Map.of("firewalls/a/insert", "global/operations/1"));
            assertThat(stage(FIREWALL).operations()).isEqualTo(Map.of("firewalls/a/insert", "global/operations/1"));
            throw new Retryable("time is over");
        });
        giveBack(firewall, "d1");
        List<Map<String, String>> pending = new ArrayList<>();
        firewall.does(context -> {
            pending.add(context.operations().pending());
            context.operations().ended(List.of("firewalls/a/insert"));
            pending.add(context.operations().pending());
            return StageResult.of(Map.of());
        });

        firewall.accept(message("d1"));

        assertThat(pending).containsExactly(Map.of("firewalls/a/insert", "global/operations/1"), Map.of());
    }

    @Test
    void aRequestIdIsTheSameForTheSameCallAndAnotherOnceItsOperationHasEnded() {
        accepted();
        List<String> ids = new ArrayList<>();
        firewall.does(context -> {
            ids.add(context.operations().requestId("a"));
            throw new Retryable("the answer was lost");
        });
        giveBack(firewall, "d1");
        firewall.does(context -> {
            ids.add(context.operations().requestId("a"));
            ids.add(context.operations().requestId("b"));
            context.operations().started(Map.of("a", "operations/1"));
            context.operations().ended(Set.of("a"));
            ids.add(context.operations().requestId("a"));
            return StageResult.of(Map.of());
        });

        firewall.accept(message("d1"));

        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(Set.copyOf(ids)).hasSize(3);
        assertThat(ids).allSatisfy(id -> assertThat(UUID.fromString(id)).hasToString(id));
    }

    @Test
    void aStageSeesTheRequestAndWhatItsPredecessorsLeft() {
        accepted();
        firewall.does(context -> StageResult.of(Map.of("rule", "firewalls/a")));
        firewall.accept(message("d1"));
        List<String> seen = new ArrayList<>();
        template.does(context -> {
            seen.add(context.request().deployment());
            seen.add(context.output(FIREWALL, "rule"));
            return StageResult.of(Map.of());
        });

        template.accept(message("d2"));

        assertThat(seen).containsExactly(name, "firewalls/a");
    }

    @Test
    void anOutputThatIsNotThereFailsTheStage() {
        accepted();
        firewall.does(context -> StageResult.of(Map.of("rule", context.output(TEMPLATE, "template"))));

        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).error().orElseThrow().message())
                .isEqualTo("the stage instance-template has left no template");
    }

    @Test
    void anOutputOfAnEarlierGenerationIsNotHandedOn() {
        accepted();
        template.does(context -> StageResult.of(Map.of("template", "instanceTemplates/old")));
        template.accept(message("d1"));
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2-" + name));
        firewall.does(context -> StageResult.of(Map.of("rule", context.output(TEMPLATE, "template"))));

        firewall.accept(message("d2", 2));

        assertThat(stage(FIREWALL).error().orElseThrow().message())
                .isEqualTo("the stage instance-template has left no template");
    }

    @Test
    void whatAStageRemembersOutlivesTheAttemptAndTheGeneration() {
        accepted();
        firewall.does(context -> {
            context.remember("removed", "default-allow-internal");
            throw new Retryable("cut off");
        });
        giveBack(firewall, "d1");
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2-" + name));
        firewall.does(context ->
                StageResult.of(Map.of("removed", context.remembered("removed").orElse("nothing"))));

        firewall.accept(message("d1", 2));

        assertThat(stage(FIREWALL).outputs()).isEqualTo(Map.of("removed", "default-allow-internal"));
    }

    @Test
    void whileADeploymentIsDestroyedAStageTakesDownInsteadOfConverging() {
        provisioned();
        ScriptedStage verify = new ScriptedStage(VERIFY, runtime);

        destroyed();
        verify.accept(destroyMessage("d1", 2));

        assertThat(verify.teardowns()).isEqualTo(1);
        assertThat(verify.runs()).isZero();
        assertThat(stage(VERIFY).state()).isEqualTo(StageState.DONE);
        assertThat(stage(VERIFY).outputs()).isEmpty();
        assertThat(announced()).containsExactly("retire");
    }

    @Test
    void aStageThatOthersCameAfterIsNotTakenDownBeforeThem() {
        provisioned();
        destroyed();

        firewall.accept(destroyMessage("d1", 2));

        assertThat(firewall.teardowns()).isZero();
        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.PENDING);
    }

    @Test
    void aTeardownsMessageDeliveredTwiceTakesDownOnceAndAnnouncesAgain() {
        provisioned();
        ScriptedStage verify = new ScriptedStage(VERIFY, runtime);
        destroyed();
        verify.accept(destroyMessage("d1", 2));
        announced();
        Deployment once = deployment();

        verify.accept(destroyMessage("d1", 2));
        verify.accept(destroyMessage("another", 2));

        assertThat(verify.teardowns()).isEqualTo(1);
        assertThat(deployment()).isEqualTo(once);
        assertThat(announced()).containsExactly("retire", "retire");
    }

    /** What used it may have been deleted by a function that died before it noted the operation. */
    @Test
    void whatIsInUseAfterATeardownWasCutShortIsTriedAgain() {
        provisioned();
        destroyed();
        ScriptedStage verify = new ScriptedStage(VERIFY, runtime);
        verify.tearsDown(context -> {
            throw new Retryable("the function died");
        });
        giveBack(verify, destroyMessage("d1", 2));
        verify.tearsDown(context -> {});
        verify.accept(destroyMessage("d1", 2));
        ScriptedStage retire = new ScriptedStage(RETIRE, runtime);
        retire.tearsDown(context -> {
            throw inUse();
        });

        giveBack(retire, destroyMessage("d2", 2));

        assertThat(stage(RETIRE).state()).isEqualTo(StageState.RUNNING);
        retire.tearsDown(context -> {});
        retire.accept(destroyMessage("d2", 2));
        assertThat(stage(RETIRE).state()).isEqualTo(StageState.DONE);
    }

    @Test
    void whatIsInUseIsLeftToAPersonAtOnceWhereNothingWasCutShort() {
        provisioned();
        destroyed();
        ScriptedStage verify = new ScriptedStage(VERIFY, runtime);
        verify.tearsDown(context -> {
            throw inUse();
        });

        verify.accept(destroyMessage("d1", 2));

        assertThat(stage(VERIFY).state()).isEqualTo(StageState.FAILED);
    }

    @Test
    void whatIsStillInUseWhenTheStagesTimeIsOverIsLeftToAPerson() {
        provisioned();
        destroyed();
        ScriptedStage verify = new ScriptedStage(VERIFY, runtime);
        verify.tearsDown(context -> {
            throw new Retryable("the function died");
        });
        giveBack(verify, destroyMessage("d1", 2));
        cloud.clock().advance(Duration.ofHours(2));
        verify.tearsDown(context -> {
            throw inUse();
        });

        verify.accept(destroyMessage("d1", 2));

        assertThat(stage(VERIFY).error())
                .hasValueSatisfying(error -> assertThat(error.message()).contains("in use"));
    }

    private static Rejected inUse() {
        return new Rejected("in use", "let go of it", "resourceInUseByAnotherResource", null);
    }

    @Test
    void aTeardownKnowsWhatTheStageHasRemembered() {
        accepted();
        firewall.does(context -> StageResult.of(Map.of("removed", "default-allow-internal")));
        firewall.accept(message("d1"));
        List<String> known = new ArrayList<>();
        destroyed();
        firewall.tearsDown(context -> known.add(context.remembered("removed").orElse("nothing")));

        ALL_BACKWARDS.forEach(stage -> (stage.equals(FIREWALL) ? firewall : new ScriptedStage(stage, runtime))
                .accept(destroyMessage("d-" + stage, 2)));

        assertThat(known).containsExactly("default-allow-internal");
        assertThat(deployment().phase()).isEqualTo(Phase.DESTROYED);
        assertThat(stage(FIREWALL).outputs()).isEmpty();
    }

    @Test
    void aStageKnowsWhatElseIsInItsProject() {
        String project = "project-of-" + name;
        accepted("neighbour-of-" + name, project);
        accepted("elsewhere-" + name, "other-" + project);
        accepted(name, project);
        List<String> neighbours = new ArrayList<>();
        firewall.does(context -> {
            context.neighbours().forEach(other -> neighbours.add(other.deployment()));
            return StageResult.of(Map.of());
        });

        firewall.accept(message("d1"));

        assertThat(neighbours).containsExactly("neighbour-of-" + name);
    }

    @Test
    void whatIsDestroyedIsNoNeighbourAnyMore() {
        provisioned();
        destroyed();
        ALL_BACKWARDS.forEach(stage -> new ScriptedStage(stage, runtime).accept(destroyMessage("d-" + stage, 2)));
        accepted("survivor-of-" + name, "some-project");
        List<String> neighbours = new ArrayList<>();
        firewall.does(context -> {
            context.neighbours().forEach(other -> neighbours.add(other.deployment()));
            return StageResult.of(Map.of());
        });

        firewall.accept(Events.message(
                "d1-survivor-" + name, new StageMessage("survivor-of-" + name, 1, Direction.PROVISION).write()));

        assertThat(deployment().phase()).isEqualTo(Phase.DESTROYED);
        assertThat(neighbours).doesNotContain(name);
    }

    @Test
    void evidenceIsKeptWithTheDeployment() {
        accepted();
        Evidence evidence = new Evidence("c", true, "302", Instant.parse("2026-11-01T00:00:00Z"));
        firewall.does(context -> new StageResult(Map.of(), List.of(evidence)));

        firewall.accept(message("d1"));

        assertThat(deployment().evidence()).containsExactly(evidence);
        assertThat(deployment().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void aMessageThatCannotBeReadIsKeptWithItsReason() {
        firewall.accept(Events.message("poison-1", "not a stage message".getBytes(StandardCharsets.UTF_8)));

        Mailbox.Letter letter = next(Topics.DEAD_LETTERS);
        assertThat(letter.text()).isEqualTo("not a stage message");
        assertThat(letter.message().getAttributesMap())
                .containsEntry("source", "firewall")
                .containsEntry("messageId", "poison-1")
                .containsEntry("reason", "the stage message is not JSON: line 1 (expected: a JSON object)");
    }

    @Test
    void aMessageForADeploymentThatNeverWasIsKeptWithItsReason() {
        firewall.accept(message("d1"));

        assertThat(next(Topics.DEAD_LETTERS).message().getAttributesMap())
                .containsEntry("reason", "there is no deployment " + name + " of generation 1");
    }

    @Test
    void poisonMetWhileConvergingIsKeptToo() {
        accepted();
        firewall.throwsAlways(new Poison("cannot be understood"));

        firewall.accept(message("d1"));

        assertThat(next(Topics.DEAD_LETTERS).message().getAttributesMap())
                .containsEntry("reason", "cannot be understood");
    }

    @Test
    void aStageThatWaitsForSomethingOutsideIsLetGoAndLookedAtAgainWhenItIsDue() {
        accepted();
        firewall.does(context -> StageResult.waiting("the DNS record of app.example.com"));

        firewall.accept(message("d1"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.WAITING);
        assertThat(stage(FIREWALL).lease()).isEmpty();
        assertThat(stage(FIREWALL).waiting().map(StageRecord.Waiting::reason))
                .contains("the DNS record of app.example.com");
        assertThat(deployment().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(unattended()).as("just looked at").doesNotContain(FIREWALL);
        firewall.accept(message("too-early"));
        assertThat(firewall.runs()).isEqualTo(1);

        cloud.clock().advance(Duration.ofSeconds(56));

        assertThat(unattended()).contains(FIREWALL);
        firewall.does(context -> StageResult.of(Map.of()));
        firewall.accept(message("d2"));
        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.DONE);
        assertThat(stage(FIREWALL).waiting()).isEmpty();
    }

    @Test
    void theTimeAStageWaitsForSomethingOutsideDoesNotCountAgainstItsLimit() {
        accepted();
        firewall.does(context -> StageResult.waiting("somebody"));
        for (int look = 0; look < 5; look++) {
            firewall.accept(message("d" + look));
            cloud.clock().advance(Duration.ofHours(1));
        }
        firewall.does(context -> {
            context.timeLimit().check("what is nearly there");
            return StageResult.of(Map.of());
        });

        firewall.accept(message("last"));

        assertThat(stage(FIREWALL).state()).isEqualTo(StageState.DONE);
    }

    @Test
    void whatAStageWaitsForIsToldOnceForEachLook() {
        accepted();
        firewall.does(context -> StageResult.waiting("somebody"));

        firewall.accept(message("d1"));

        assertThat(runtime.deployments().events(name))
                .filteredOn(event -> event.kind() == Event.Kind.WAITING)
                .singleElement()
                .satisfies(event -> assertThat(event.text()).isEqualTo("waiting for somebody"));
    }

    @Test
    void nothingIsAcknowledgedWhileTheStateCannotBeReached() {
        Settings nowhere = new Settings(
                "p",
                Optional.of("127.0.0.1:1"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(30),
                Settings.EVENT_RETENTION);
        try (ChainRuntime cutOff = ChainRuntime.of(nowhere)) {
            ScriptedStage stage = new ScriptedStage(FIREWALL, cutOff);
            assertThatExceptionOfType(Retryable.class).isThrownBy(() -> stage.accept(message("d1")));
            assertThat(stage.runs()).isZero();
        }
    }

    private void accepted() {
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m1-" + name));
    }

    private static void accepted(String deployment, String project) {
        runtime.deployments().accept(SomeRequest.of(deployment, project), RequestMessage.undated("m1-" + deployment));
    }

    private void provisioned() {
        accepted();
        ALL.forEach(stage -> new ScriptedStage(stage, runtime).accept(message("p-" + stage)));
        assertThat(deployment().phase()).isEqualTo(Phase.PROTECTED);
        announced();
    }

    private void destroyed() {
        runtime.deployments().accept(new Request.Destroy(name), RequestMessage.undated("destroy-" + name));
    }

    private CloudEvent destroyMessage(String messageId, long generation) {
        return Events.message(messageId + "-" + name, new StageMessage(name, generation, Direction.DESTROY).write());
    }

    private static void giveBack(ScriptedStage stage, CloudEvent event) {
        assertThatExceptionOfType(Retryable.class).isThrownBy(() -> stage.accept(event));
    }

    private void giveBack(ScriptedStage stage, String messageId) {
        giveBack(stage, message(messageId));
    }

    private CloudEvent message(String messageId) {
        return message(messageId, 1);
    }

    private CloudEvent message(String messageId, long generation) {
        return Events.message(messageId + "-" + name, new StageMessage(name, generation, Direction.PROVISION).write());
    }

    private Deployment deployment() {
        return runtime.deployments().find(name).orElseThrow();
    }

    private Set<StageName> unattended() {
        return runtime.deployments().unattended().stream()
                .filter(found -> found.deployment().name().equals(name))
                .flatMap(found -> found.stages().stream())
                .collect(toSet());
    }

    private StageRecord stage(StageName stage) {
        return deployment().stage(stage);
    }

    /** The stages announced for this deployment until a mark that is published now. */
    private List<String> announced() {
        String mark = "mark-" + name;
        runtime.announcer().announce(new StageMessage(mark, 1, Direction.PROVISION), ALL);
        List<String> stages = new ArrayList<>();
        int marks = 0;
        while (marks < ALL.size()) {
            Mailbox.Letter letter = mailbox.next();
            if (letter.text().contains('"' + mark + '"')) {
                marks++;
            } else if (letter.text().contains('"' + name + '"')) {
                stages.add(letter.topic().replace("sallyport-", ""));
            }
        }
        return stages;
    }

    private static Mailbox.Letter next(String topic) {
        return Stream.generate(mailbox::next)
                .filter(letter -> letter.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
