package dev.sallyport.chain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Acceptance;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.deployment.StageState;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.request.Request;
import dev.sallyport.testing.Events;
import dev.sallyport.testing.FirestoreUse.Count;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stages whose deployment is retried, paused, resumed or cancelled. */
final class SteeredStageTest {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final StageName TEMPLATE = new StageName("instance-template");
    private static final StageName GROUP = new StageName("instance-group");
    private static final Set<StageName> ALL = Blueprint.protectedApplication().stages();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final AtomicLong NANOS = new AtomicLong();

    private static StateCloud cloud;
    private static Mailbox mailbox;
    private static ChainRuntime runtime;

    private final String name = "steered-" + NAMES.incrementAndGet();
    private final ScriptedStage firewall = new ScriptedStage(FIREWALL, runtime);
    private final ScriptedStage template = new ScriptedStage(TEMPLATE, runtime);
    private final AtomicInteger requests = new AtomicInteger();

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
    void aRetryMakesTheFailedStagesReadyOnceMoreAndNoOthers() {
        accepted();
        template.accept(message("d1"));
        firewall.throwsAlways(new Rejected("quota", "ask for more"));
        firewall.accept(message("d2"));
        Deployment failed = deployment();

        Acceptance retried = steer(new Request.Retry(name));

        assertThat(retried.ready()).containsExactly(FIREWALL);
        assertThat(deployment().generation()).isEqualTo(failed.generation());
        assertThat(state(FIREWALL)).isEqualTo(StageState.READY);
        assertThat(deployment().stage(TEMPLATE)).isEqualTo(failed.stage(TEMPLATE));
        assertThat(event(Event.Kind.RETRIED).who()).isEqualTo("alice");
        firewall.does(context -> StageResult.of(Map.of()));
        firewall.accept(message("d3"));
        assertThat(state(GROUP)).isEqualTo(StageState.READY);
    }

    @Test
    void aRetriedStageHasItsWholeTimeBeforeIt() {
        accepted();
        firewall.throwsAlways(new Rejected("quota", "ask for more"));
        firewall.accept(message("d1"));
        cloud.clock().advance(Duration.ofHours(2));
        steer(new Request.Retry(name));
        firewall.does(SteeredStageTest::takesLong);

        firewall.accept(message("d2"));

        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
    }

    /** Compute Engine answers a call under the id of one that it refused as it did before. */
    @Test
    void aRetriedStageMakesItsCallsUnderOtherIds() {
        accepted();
        List<String> ids = new ArrayList<>();
        firewall.does(context -> {
            ids.add(context.operations().requestId("firewalls/a/insert"));
            throw ids.size() == 1 ? new Retryable("lost answer") : new Rejected("in use", "let go of it");
        });
        giveBack(firewall, message("d1"));
        firewall.accept(message("d1"));

        steer(new Request.Retry(name));
        firewall.accept(message("d2"));

        assertThat(ids).hasSize(3);
        assertThat(ids.get(1)).as("of a redelivery").isEqualTo(ids.get(0));
        assertThat(ids.get(2)).as("of a retry").isNotEqualTo(ids.get(0));
    }

    @Test
    void whereNothingHasFailedARetryIsRefused() {
        accepted();

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> steer(new Request.Retry(name)))
                .withMessage("no stage of " + name + " has failed: it is PROVISIONING");
    }

    @Test
    void whatIsNotThereCannotBeSteered() {
        for (Request.Steering request : List.of(
                new Request.Retry("nowhere"),
                pause(Optional.empty(), "nowhere"),
                new Request.Resume("nowhere"),
                new Request.Cancel("nowhere"))) {
            assertThatExceptionOfType(Rejected.class)
                    .isThrownBy(() -> steer(request))
                    .withMessage("there is no deployment nowhere");
        }
    }

    @Test
    void aSteeringRequestThatComesTwiceIsCarriedOutOnce() {
        accepted();
        RequestMessage message = RequestMessage.undated("pause-" + name);
        runtime.deployments().steer(pause(Optional.empty()), message);
        steer(new Request.Resume(name));

        runtime.deployments().steer(pause(Optional.empty()), message);

        assertThat(deployment().pause()).as("the pause was over already").isEmpty();
    }

    @Test
    void aRequestThatIsOlderThanTheGenerationSteersItNot() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.published("m1-" + name, noon));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> runtime.deployments()
                        .steer(new Request.Cancel(name), RequestMessage.published("c", noon.minusMillis(1))))
                .withMessageContaining("comes too late");
    }

    @Test
    void whileADeploymentIsPausedNoStageStarts() {
        accepted();
        steer(pause(Optional.empty()));

        firewall.accept(message("d1"));

        assertThat(firewall.runs()).isZero();
        assertThat(state(FIREWALL)).isEqualTo(StageState.READY);
        assertThat(unattended()).isEmpty();
        assertThat(event(Event.Kind.PAUSED)).satisfies(event -> {
            assertThat(event.who()).isEqualTo("alice");
            assertThat(event.text()).isEqualTo("paused by alice: change freeze");
        });
    }

    @Test
    void anAttemptThatRunsWhenThePauseBeginsFinishes() {
        accepted();
        firewall.accept(message("d1"));
        template.does(context -> {
            steer(pause(Optional.empty()));
            return StageResult.of(Map.of());
        });

        template.accept(message("d2"));

        assertThat(state(TEMPLATE)).isEqualTo(StageState.DONE);
        ScriptedStage group = new ScriptedStage(GROUP, runtime);
        group.accept(message("d3"));
        assertThat(group.runs()).isZero();
        assertThat(state(GROUP)).isEqualTo(StageState.READY);
    }

    @Test
    void aResumeAnnouncesWhatWasHeldBack() {
        accepted();
        steer(pause(Optional.empty()));
        firewall.accept(message("d1"));

        Acceptance resumed = steer(new Request.Resume(name));

        assertThat(resumed.ready()).contains(FIREWALL, TEMPLATE);
        assertThat(event(Event.Kind.RESUMED).who()).isEqualTo("alice");
        firewall.accept(message("d2"));
        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
    }

    @Test
    void whatIsNotPausedIsNotResumed() {
        accepted();

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> steer(new Request.Resume(name)))
                .withMessage("the deployment " + name + " is not paused");
    }

    @Test
    void aPauseIsOverByItselfAtTheTimeNamed() {
        accepted();
        steer(pause(Optional.of(now().plusSeconds(3600))));
        firewall.accept(message("d1"));
        assertThat(firewall.runs()).isZero();

        cloud.clock().advance(Duration.ofSeconds(3601));

        assertThat(unattended()).as("for the sweep").contains(FIREWALL);
        firewall.accept(message("d2"));
        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
        assertThat(deployment().pause()).isEmpty();
        assertThat(event(Event.Kind.RESUMED).text()).startsWith("the pause was to last until ");
    }

    @Test
    void aPauseThatWouldBeOverAlreadyIsRefused() {
        accepted();

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> steer(pause(Optional.of(now().minusSeconds(1)))))
                .withMessageStartingWith("the pause would be over before it begins");
    }

    /** It gives its stage up, so that the message that comes after the pause finds it free. */
    @Test
    void timePausedDoesNotCountAgainstTheLimitOfAStageThatWasUnderWay() {
        accepted();
        firewall.throwsAlways(new Retryable("not yet"));
        giveBack(firewall, message("d1"));
        steer(pause(Optional.empty()));
        firewall.accept(message("d1"));
        assertThat(deployment().stage(FIREWALL).lease()).isEmpty();
        cloud.clock().advance(Duration.ofHours(5));
        steer(new Request.Resume(name));
        firewall.does(SteeredStageTest::takesLong);

        firewall.accept(message("d2"));

        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
    }

    @Test
    void aNewRequestIsAcceptedInAPauseAndWaits() {
        accepted();
        steer(pause(Optional.empty()));
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2-" + name));

        firewall.accept(message("d1", 2));

        assertThat(firewall.runs()).isZero();
        assertThat(deployment().generation()).isEqualTo(2);
        assertThat(steer(new Request.Resume(name)).ready()).contains(FIREWALL);
    }

    @Test
    void whatHasNotStartedIsSkippedWhenItIsCancelledAndWhatIsDoneStands() {
        accepted();
        firewall.accept(message("d1"));

        steer(new Request.Cancel(name));

        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
        assertThat(deployment().stages().values().stream().filter(stage -> stage.state() == StageState.SKIPPED))
                .hasSize(ALL.size() - 1);
        assertThat(event(Event.Kind.CANCELLED).text()).isEqualTo("nothing runs any more; done before: firewall");
        template.accept(message("d2"));
        assertThat(template.runs()).isZero();
    }

    @Test
    void aStageThatRunsFinishesItsOperationsAndStartsNothingNew() {
        accepted();
        firewall.does(context -> {
            steer(new Request.Cancel(name));
            context.operations().started(Map.of("firewalls/a/insert", "operations/1"));
            assertThat(deployment().phase()).isEqualTo(Phase.CANCELLING);
            context.operations().ended(List.of("firewalls/a/insert"));
            context.operations().requestId("firewalls/b/insert");
            throw new AssertionError("something new was started");
        });

        firewall.accept(message("d1"));

        assertThat(state(FIREWALL)).isEqualTo(StageState.SKIPPED);
        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(event(Event.Kind.CANCELLED).text()).isEqualTo("nothing runs any more; done before: nothing");
    }

    @Test
    void aStageThatIsDoneBeforeItHearsOfTheEndIsDone() {
        accepted();
        template.accept(message("d1"));
        firewall.does(context -> {
            steer(new Request.Cancel(name));
            return StageResult.of(Map.of("rule", "a"));
        });

        firewall.accept(message("d2"));

        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
        assertThat(state(GROUP)).isEqualTo(StageState.SKIPPED);
        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void aStageThatPollsLooksEveryTenSecondsWhetherItIsCancelled() {
        accepted();
        AtomicInteger reads = new AtomicInteger();
        firewall.does(context -> {
            steer(new Request.Cancel(name));
            context.timeLimit().check("what it polled for just now");
            Count before = cloud.use().count();
            for (int second = 0; second < 9; second++) {
                NANOS.addAndGet(Duration.ofSeconds(1).toNanos());
                context.timeLimit().check("nothing new");
            }
            reads.set(cloud.use().count().since(before).reads());
            NANOS.addAndGet(Duration.ofSeconds(1).toNanos());
            context.timeLimit().check("the end");
            throw new AssertionError("it goes on");
        });

        firewall.accept(message("d1"));

        assertThat(reads).hasValue(0);
        assertThat(state(FIREWALL)).isEqualTo(StageState.SKIPPED);
    }

    @Test
    void anAttemptThatIsSupersededStopsPollingAndLetsGoOfItsLease() {
        accepted();
        firewall.does(context -> {
            runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m2-" + name));
            NANOS.addAndGet(Duration.ofSeconds(10).toNanos());
            context.timeLimit().check("the end");
            throw new AssertionError("it goes on");
        });

        giveBack(firewall, message("d1"));

        assertThat(deployment().stage(FIREWALL).lease()).isEmpty();
        firewall.does(context -> StageResult.of(Map.of()));
        firewall.accept(message("d2", 2));
        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
    }

    /** Its redelivery, or after the lease another message, waits for what is on record and starts nothing. */
    @Test
    void whatAFunctionThatDiedHadStartedIsWaitedForBeforeTheStageIsSkipped() {
        accepted();
        firewall.does(context -> {
            context.operations().started(Map.of("firewalls/a/insert", "operations/1"));
            throw new Retryable("the function died");
        });
        giveBack(firewall, message("d1"));
        steer(new Request.Cancel(name));
        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLING);
        assertThat(unattended()).as("leased still").isEmpty();
        cloud.clock().advance(Duration.ofMinutes(20));
        assertThat(unattended()).containsExactly(FIREWALL);
        firewall.settles(context -> {
            assertThat(context.operations().pending()).containsOnlyKeys("firewalls/a/insert");
            context.operations().ended(List.of("firewalls/a/insert"));
        });

        firewall.accept(message("of the sweep"));

        assertThat(firewall.runs()).isEqualTo(1);
        assertThat(state(FIREWALL)).isEqualTo(StageState.SKIPPED);
        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void afterACancelARetryIsRefusedAndARepairGoesOn() {
        accepted();
        steer(new Request.Cancel(name));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> steer(new Request.Retry(name)))
                .withMessage("generation 1 of " + name + " was cancelled and does not go on")
                .satisfies(rejected -> assertThat(rejected.remedy()).startsWith("ask for a repair"));
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> steer(new Request.Cancel(name)))
                .withMessage("nothing of " + name + " is under way: it is CANCELLED");
        runtime.deployments().accept(new Request.Repair(name), RequestMessage.undated("repair-" + name));
        firewall.accept(message("d1", 2));
        assertThat(state(FIREWALL)).isEqualTo(StageState.DONE);
        assertThat(deployment().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void aStageThatWaitsForSomethingOutsideCanBeCancelled() {
        accepted();
        firewall.does(context -> StageResult.waiting("somebody"));
        firewall.accept(message("d1"));

        steer(new Request.Cancel(name));

        assertThat(state(FIREWALL)).isEqualTo(StageState.SKIPPED);
        assertThat(deployment().phase()).isEqualTo(Phase.CANCELLED);
    }

    private static StageResult takesLong(StageContext context) {
        context.timeLimit().check("what takes long");
        return StageResult.of(Map.of());
    }

    private Acceptance steer(Request.Steering request) {
        String key = "s" + requests.incrementAndGet() + "-" + name;
        return runtime.deployments().steer(request, new RequestMessage(key, "alice", "", Optional.empty()));
    }

    private Request.Pause pause(Optional<Instant> until) {
        return pause(until, name);
    }

    private static Request.Pause pause(Optional<Instant> until, String name) {
        return new Request.Pause(name, "change freeze", until);
    }

    private void accepted() {
        runtime.deployments().accept(SomeRequest.of(name), RequestMessage.undated("m1-" + name));
    }

    private CloudEvent message(String messageId) {
        return message(messageId, 1);
    }

    private CloudEvent message(String messageId, long generation) {
        return Events.message(messageId + "-" + name, new StageMessage(name, generation, Direction.PROVISION).write());
    }

    private static void giveBack(ScriptedStage stage, CloudEvent event) {
        assertThatExceptionOfType(Retryable.class).isThrownBy(() -> stage.accept(event));
    }

    private static Instant now() {
        return cloud.clock().instant();
    }

    private Set<StageName> unattended() {
        return runtime.deployments().unattended().stream()
                .filter(found -> found.deployment().name().equals(name))
                .flatMap(found -> found.stages().stream())
                .collect(toSet());
    }

    private Event event(Event.Kind kind) {
        return runtime.deployments().events(name).stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private Deployment deployment() {
        return runtime.deployments().find(name).orElseThrow();
    }

    private StageState state(StageName stage) {
        return deployment().stage(stage).state();
    }
}
