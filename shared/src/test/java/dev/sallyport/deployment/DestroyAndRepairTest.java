package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Rejected;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What requests to repair and to destroy make of a deployment's record. */
final class DestroyAndRepairTest {
    private static final Blueprint BLUEPRINT = Blueprint.protectedApplication();
    private static final StageName VERIFY = new StageName("verify");
    private static final StageName FIREWALL = new StageName("firewall");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    private final String name = "gone-" + NAMES.incrementAndGet();

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, BLUEPRINT);
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void aDestroyStartsFromTheLastStageAndKeepsTheSpecification() {
        provisioned();

        Acceptance acceptance = accept(new Request.Destroy(name), "m2");

        assertThat(acceptance.ready()).containsExactly(VERIFY);
        assertThat(found()).isEqualTo(acceptance.deployment());
        assertThat(found().generation()).isEqualTo(2);
        assertThat(found().direction()).isEqualTo(Direction.DESTROY);
        assertThat(found().phase()).isEqualTo(Phase.DESTROYING);
        assertThat(found().request()).isEqualTo(SomeRequest.of(name));
        assertThat(found().stage(VERIFY).state()).isEqualTo(StageState.READY);
        assertThat(found().stages().values().stream().filter(stage -> stage.state() == StageState.PENDING))
                .hasSize(11);
        assertThat(texts()).endsWith("request to destroy accepted as generation 2");
    }

    @Test
    void aStageIsReadyWhenAllThatCameAfterItAreDone() {
        provisioned();
        accept(new Request.Destroy(name), "m2");

        assertThat(complete(2, "verify")).containsExactlyInAnyOrder(stages("retire"));
        assertThat(complete(2, "retire")).containsExactlyInAnyOrder(stages("restart", "access", "frontend"));
        assertThat(complete(2, "access")).isEmpty();
        assertThat(complete(2, "frontend")).containsExactlyInAnyOrder(stages("certificate", "iap"));
        assertThat(complete(2, "iap")).containsExactlyInAnyOrder(stages("consent"));
        assertThat(claim(2, "backend")).isInstanceOf(Claim.NotReady.class);
        assertThat(complete(2, "restart")).containsExactlyInAnyOrder(stages("backend"));
        assertThat(claim(2, "verify"))
                .as("a message that comes again, for whoever died before it announced")
                .isEqualTo(new Claim.AlreadyDone(Set.of(stages("backend", "consent", "certificate"))));
    }

    @Test
    void whenTheLastStageIsDoneTheDeploymentIsDestroyedAndRemembersNothing() {
        provisioned();
        accept(new Request.Destroy(name), "m2");

        BLUEPRINT.backwards().stages().forEach(stage -> complete(2, stage.value()));

        assertThat(found().phase()).isEqualTo(Phase.DESTROYED);
        assertThat(found().evidence()).isEmpty();
        assertThat(found().stages().values())
                .allSatisfy(stage -> assertThat(stage.outputs()).isEmpty());
        assertThat(deployments.events(name)).last().extracting(Event::kind).isEqualTo(Event.Kind.DESTROYED);
    }

    @Test
    void aStageThatCannotBeTakenDownFailsTheDestroyAndAnotherDestroyTakesItUpAgain() {
        provisioned();
        accept(new Request.Destroy(name), "m2");
        deployments.fail(granted(2, "verify").attempt(), new StageRecord.Error("in use", "let go"));

        assertThat(found().phase()).isEqualTo(Phase.FAILED);
        assertThat(found().direction()).isEqualTo(Direction.DESTROY);

        accept(new Request.Destroy(name), "m3");
        assertThat(found().phase()).isEqualTo(Phase.DESTROYING);
        assertThat(complete(3, "verify")).hasSize(1);
    }

    @Test
    void stagesOfATeardownThatNobodyHoldsAreUnattended() {
        provisioned();
        accept(new Request.Destroy(name), "m2");
        assertThat(unattended()).containsExactly(VERIFY);

        complete(2, "verify");
        complete(2, "retire");

        assertThat(unattended()).containsExactlyInAnyOrder(stages("restart", "access", "frontend"));
    }

    @Test
    void aRepairRunsEveryStageAgainByTheSpecificationThatWasAccepted() {
        provisioned();

        Acceptance acceptance = accept(new Request.Repair(name), "m2");

        assertThat(acceptance.ready()).isEqualTo(BLUEPRINT.roots());
        assertThat(found().generation()).isEqualTo(2);
        assertThat(found().direction()).isEqualTo(Direction.PROVISION);
        assertThat(found().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(found().request()).isEqualTo(SomeRequest.of(name));
        assertThat(texts()).endsWith("request to repair accepted as generation 2");
    }

    @Test
    void aRepairFromAStageRunsItAndWhatFollowsAndLeavesTheOthersDone() {
        provisioned();

        Acceptance acceptance = accept(new Request.Repair(name, new TreeSet<>(Set.of(new StageName("iap")))), "m2");

        assertThat(acceptance.ready()).containsExactlyInAnyOrder(stages("iap"));
        assertThat(inState(StageState.PENDING))
                .containsExactlyInAnyOrder(stages("access", "frontend", "retire", "verify"));
        assertThat(inState(StageState.DONE))
                .containsExactlyInAnyOrder(stages(
                        "firewall",
                        "instance-template",
                        "certificate",
                        "consent",
                        "instance-group",
                        "backend",
                        "restart"));
        assertThat(texts()).endsWith("request to repair from iap accepted as generation 2");
    }

    @Test
    void aRepairFromAStageRunsWhatHasFailedBesides() {
        accept(SomeRequest.of(name), "m1");
        deployments.fail(granted(1, "firewall").attempt(), new StageRecord.Error("open", "close it"));

        Acceptance acceptance = accept(new Request.Repair(name, new TreeSet<>(Set.of(new StageName("iap")))), "m2");

        assertThat(acceptance.ready()).isEqualTo(BLUEPRINT.roots());
    }

    private Set<StageName> inState(StageState state) {
        return found().stages().entrySet().stream()
                .filter(entry -> entry.getValue().state() == state)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsNotThereIsNeitherRepairedNorDestroyed() {
        for (Request.Converging request : List.of(new Request.Repair(name), new Request.Destroy(name))) {
            assertThatExceptionOfType(Rejected.class)
                    .isThrownBy(() -> accept(request, "m1"))
                    .withMessage("there is no deployment " + name);
        }
        assertThat(deployments.find(name)).isEmpty();
    }

    @Test
    void whatIsBeingDestroyedIsNotRepaired() {
        provisioned();
        accept(new Request.Destroy(name), "m2");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> accept(new Request.Repair(name), "m3"))
                .withMessage("the deployment " + name + " is to be destroyed since generation 2");
        assertThat(found().direction()).isEqualTo(Direction.DESTROY);
    }

    @Test
    void aProtectedDeploymentIsNotDestroyedUntilTheProtectionIsLifted() {
        accept(SomeRequest.protectedFromDestroy(name), "m1");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> accept(new Request.Destroy(name), "m2"))
                .withMessage("the deployment " + name + " is not to be destroyed: its request has protect");
        assertThat(found().generation()).isEqualTo(1);

        accept(SomeRequest.of(name), "m3");
        accept(new Request.Destroy(name), "m4");
        assertThat(found().phase()).isEqualTo(Phase.DESTROYING);
    }

    @Test
    void aProvisionAfterADestroyStartsAfreshInTheNextGeneration() {
        provisioned();
        accept(new Request.Destroy(name), "m2");
        BLUEPRINT.backwards().stages().forEach(stage -> complete(2, stage.value()));

        Acceptance again = deployments.accept(SomeRequest.of(name, "other-project"), RequestMessage.undated("m3"));

        assertThat(again.ready()).isEqualTo(BLUEPRINT.roots());
        assertThat(found().generation()).isEqualTo(3);
        assertThat(found().direction()).isEqualTo(Direction.PROVISION);
        assertThat(found().project()).isEqualTo("other-project");
    }

    @Test
    void aProvisionWhileADestroyIsUnderWayKeepsWhatTheStagesRemember() {
        provisioned();
        accept(new Request.Destroy(name), "m2");

        accept(SomeRequest.of(name), "m3");

        assertThat(found().stage(FIREWALL).outputs()).isEqualTo(Map.of("of", "firewall"));
    }

    private void provisioned() {
        accept(SomeRequest.of(name), "m1");
        BLUEPRINT.stages().forEach(stage -> complete(1, stage.value()));
        assertThat(found().phase()).isEqualTo(Phase.PROTECTED);
    }

    private Acceptance accept(Request.Converging request, String message) {
        return deployments.accept(request, RequestMessage.undated(message));
    }

    private Claim claim(long generation, String stage) {
        return deployments.claim(name, generation, new StageName(stage), "d-" + generation + "-" + stage, LEASE);
    }

    private Claim.Granted granted(long generation, String stage) {
        return (Claim.Granted) claim(generation, stage);
    }

    private Set<StageName> complete(long generation, String stage) {
        Claim.Granted claim = granted(generation, stage);
        Map<String, String> outputs =
                claim.deployment().direction() == Direction.PROVISION ? Map.of("of", stage) : Map.of();
        return deployments.complete(claim.attempt(), outputs, List.of());
    }

    private Deployment found() {
        return deployments.find(name).orElseThrow();
    }

    private List<String> texts() {
        return deployments.events(name).stream()
                .filter(event -> event.kind() == Event.Kind.ACCEPTED)
                .map(Event::text)
                .toList();
    }

    private Set<StageName> unattended() {
        return deployments.unattended().stream()
                .filter(found -> found.deployment().name().equals(name))
                .findFirst()
                .orElseThrow()
                .stages();
    }

    private static StageName[] stages(String... names) {
        return Stream.of(names).map(StageName::new).toArray(StageName[]::new);
    }
}
