package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Poison;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DeploymentsTest {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final StageName TEMPLATE = new StageName("instance-template");
    private static final StageName CERTIFICATE = new StageName("certificate");
    private static final StageName CONSENT = new StageName("consent");
    private static final StageName GROUP = new StageName("instance-group");
    private static final Set<StageName> ROOTS = Set.of(FIREWALL, TEMPLATE, CERTIFICATE, CONSENT);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    private final String name = "web-" + NAMES.incrementAndGet();

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, Blueprint.protectedApplication());
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void whatWasNeverAcceptedIsNotFound() {
        assertThat(deployments.find(name)).isEmpty();
        assertThat(deployments.events(name)).isEmpty();
    }

    @Test
    void anAcceptedRequestMakesTheRootsReady() {
        Acceptance acceptance = accept("m1");

        assertThat(acceptance.ready()).isEqualTo(ROOTS);
        Deployment deployment = found();
        assertThat(deployment).isEqualTo(acceptance.deployment());
        assertThat(deployment.generation()).isEqualTo(1);
        assertThat(deployment.phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(deployment.request()).isEqualTo(SomeRequest.of(name));
        assertThat(deployment.stages().keySet())
                .containsExactlyElementsOf(Blueprint.protectedApplication().stages());
        deployment
                .stages()
                .forEach((stage, record) -> assertThat(record.state())
                        .isEqualTo(ROOTS.contains(stage) ? StageState.READY : StageState.PENDING));
        assertThat(events()).containsExactly("ACCEPTED intake");
    }

    @Test
    void theSameMessageIsAcceptedOnce() {
        Deployment first = accept("m1").deployment();

        Acceptance again = accept("m1");

        assertThat(again.deployment()).isEqualTo(first);
        assertThat(again.ready()).isEqualTo(ROOTS);
        assertThat(events()).containsExactly("ACCEPTED intake");
    }

    @Test
    void anOldMessageThatComesAgainDoesNotUndoANewerRequest() {
        accept("m1");
        accept("m2");

        Acceptance again = accept("m1");

        assertThat(again.deployment().generation()).isEqualTo(2);
        assertThat(again.ready()).isEmpty();
        assertThat(found().acceptedRequest()).isEqualTo("m2");
    }

    @Test
    void whatWasPlannedAgainstAnotherGenerationIsRejected() {
        accept("m1");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> deployments.acceptAfter(0, SomeRequest.of(name), RequestMessage.undated("m2")))
                .withMessageContaining("is at generation 1 by now")
                .withMessageContaining("made against generation 0");

        assertThat(found().generation()).isEqualTo(1);
        Acceptance second = deployments.acceptAfter(1, SomeRequest.of(name), RequestMessage.undated("m3"));
        assertThat(second.deployment().generation()).isEqualTo(2);
    }

    @Test
    void whatAcceptingWouldMakeOfADeploymentIsForeseenAndNotWritten() {
        Deployment first = deployments.foresee(SomeRequest.of(name));
        assertThat(first.generation()).isEqualTo(1);
        assertThat(deployments.find(name)).isEmpty();

        accept("m1");
        Deployment second = deployments.foresee(new Request.Destroy(name));
        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.direction()).isEqualTo(Direction.DESTROY);
        assertThat(found().direction()).isEqualTo(Direction.PROVISION);
        assertThat(events()).containsExactly("ACCEPTED intake");
    }

    @Test
    void aRequestThatComesAfterANewerOneIsRejected() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        deployments.accept(SomeRequest.of(name), RequestMessage.published("newer", noon));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> deployments.accept(
                        SomeRequest.of(name), RequestMessage.published("older", noon.minusMillis(1))))
                .withMessageContaining("published at 2026-11-01T11:59:59.999Z")
                .withMessageContaining("generation 1");

        assertThat(found().acceptedRequest()).isEqualTo("newer");
        assertThat(events()).containsExactly("ACCEPTED intake");
    }

    @Test
    void requestsOfTheSameMomentCountInTheOrderTheyCome() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        deployments.accept(SomeRequest.of(name), RequestMessage.published("one", noon));

        deployments.accept(SomeRequest.of(name), RequestMessage.published("other", noon));

        assertThat(found().acceptedRequest()).isEqualTo("other");
    }

    @Test
    void aDeploymentStaysInItsProject() {
        accept("m1");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(
                        () -> deployments.accept(SomeRequest.of(name, "other-project"), RequestMessage.undated("m2")))
                .withMessageContaining("some-project")
                .withMessageContaining("other-project");
        assertThat(found().generation()).isEqualTo(1);
        assertThat(events()).containsExactly("ACCEPTED intake");
    }

    @Test
    void aReadyStageIsGrantedUnderALease() {
        accept("m1");

        Claim.Granted claim = granted(FIREWALL, "d1");

        StageRecord record = found().stage(FIREWALL);
        assertThat(record.state()).isEqualTo(StageState.RUNNING);
        assertThat(record.attempt()).isEqualTo(1);
        assertThat(record.started()).contains(claim.at());
        assertThat(record.lease())
                .contains(new StageRecord.Lease("d1", claim.at().plus(LEASE)));
        assertThat(claim.deployment()).isEqualTo(found());
        assertThat(events()).containsExactly("ACCEPTED intake", "STARTED firewall");
    }

    @Test
    void aStageWhosePredecessorsAreNotDoneIsNotGranted() {
        accept("m1");
        assertThat(claim(GROUP, "d1")).isInstanceOf(Claim.NotReady.class);
    }

    @Test
    void anotherMessageWaitsForTheLeaseToRunOut() {
        accept("m1");
        Claim.Granted first = granted(FIREWALL, "d1");

        assertThat(claim(FIREWALL, "d2")).isEqualTo(new Claim.Busy(first.at().plus(LEASE)));
        cloud.clock().advance(LEASE);

        Attempt second = granted(FIREWALL, "d2").attempt();
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void aRedeliveryOfTheSameMessageTakesOverAtOnce() {
        accept("m1");
        Claim.Granted first = granted(FIREWALL, "d1");

        Claim.Granted second = granted(FIREWALL, "d1");

        assertThat(second.attempt().number()).isEqualTo(2);
        assertThat(found().stage(FIREWALL).started()).contains(first.at());
    }

    @Test
    void anOvertakenAttemptCanWriteNothingAnyMore() {
        accept("m1");
        Attempt old = granted(FIREWALL, "d1").attempt();
        Attempt current = granted(FIREWALL, "d1").attempt();
        deployments.operationsStarted(current, Map.of("firewalls/a/insert", "operations/1"));
        Deployment before = found();

        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> deployments.operationsStarted(old, Map.of("firewalls/b/insert", "operations/2")))
                .withMessageContaining("overtaken");
        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> deployments.operationsEnded(old, List.of("firewalls/a/insert")));
        assertThatExceptionOfType(Retryable.class).isThrownBy(() -> complete(old));
        assertThatExceptionOfType(Retryable.class).isThrownBy(() -> deployments.fail(old, error()));
        assertThat(found()).isEqualTo(before);
    }

    @Test
    void operationsAreOnRecordUntilTheyEndAndAreCountedThen() {
        accept("m1");
        Attempt attempt = granted(FIREWALL, "d1").attempt();
        Map<String, String> operations = Map.of("firewalls/a/insert", "global/operations/1", "b", "operations/2");

        deployments.operationsStarted(attempt, operations);
        assertThat(found().stage(FIREWALL).operations()).isEqualTo(operations);
        deployments.operationsEnded(attempt, List.of("firewalls/a/insert"));
        deployments.operationsEnded(attempt, List.of("firewalls/a/insert"));

        assertThat(found().stage(FIREWALL).operations()).containsOnlyKeys("b");
        assertThat(found().stage(FIREWALL).ended()).isEqualTo(Map.of("firewalls/a/insert", 1L));
    }

    @Test
    void theNextAttemptFindsTheOperationsOfTheOneBefore() {
        accept("m1");
        deployments.operationsStarted(granted(FIREWALL, "d1").attempt(), Map.of("a", "operations/1"));
        assertThat(granted(FIREWALL, "d1").deployment().stage(FIREWALL).operations())
                .isEqualTo(Map.of("a", "operations/1"));
    }

    @Test
    void theLastPredecessorMakesASuccessorReady() {
        accept("m1");
        assertThat(complete(granted(FIREWALL, "d1").attempt())).isEmpty();
        assertThat(complete(granted(TEMPLATE, "d2").attempt())).containsExactly(GROUP);

        assertThat(found().stage(GROUP).state()).isEqualTo(StageState.READY);
        assertThat(events())
                .containsExactly(
                        "ACCEPTED intake",
                        "STARTED firewall",
                        "DONE firewall",
                        "STARTED instance-template",
                        "DONE instance-template");
    }

    @Test
    void aDoneStageKeepsItsOutputsAndIsNotGrantedAgain() {
        accept("m1");
        Attempt attempt = granted(FIREWALL, "d1").attempt();
        complete(granted(TEMPLATE, "d2").attempt());
        deployments.complete(attempt, Map.of("rule", "projects/p/global/firewalls/a"), List.of());

        assertThat(claim(FIREWALL, "d3")).isEqualTo(new Claim.AlreadyDone(Set.of(GROUP)));
        StageRecord record = found().stage(FIREWALL);
        assertThat(record.outputs()).isEqualTo(Map.of("rule", "projects/p/global/firewalls/a"));
        assertThat(record.lease()).isEmpty();
        assertThat(record.finished()).isPresent();
    }

    @Test
    void completingTwiceIsCompletingOnce() {
        accept("m1");
        complete(granted(FIREWALL, "d1").attempt());
        Attempt attempt = granted(TEMPLATE, "d2").attempt();
        complete(attempt);
        Deployment once = found();

        assertThat(complete(attempt)).containsExactly(GROUP);
        assertThat(found()).isEqualTo(once);
    }

    @Test
    void whenTheLastStageIsDoneTheDeploymentIsProtectedWithEvidence() {
        accept("m1");
        Evidence evidence = new Evidence("iap-answers-strangers", true, "302", Instant.parse("2026-11-01T00:00:00Z"));

        Blueprint.protectedApplication()
                .stages()
                .forEach(stage -> deployments.complete(
                        granted(stage, "d-" + stage).attempt(),
                        Map.of(),
                        stage.value().equals("verify") ? List.of(evidence) : List.of()));

        assertThat(found().phase()).isEqualTo(Phase.PROTECTED);
        assertThat(found().evidence()).containsExactly(evidence);
        int stages = Blueprint.protectedApplication().stages().size();
        assertThat(events()).endsWith("DONE verify", "PROTECTED verify").hasSize(1 + 2 * stages + 1);
        assertThat(unattended()).isFalse();
    }

    @Test
    void aFailedStageSaysWhyAndIsNotGrantedAgain() {
        accept("m1");
        deployments.fail(granted(FIREWALL, "d1").attempt(), error());

        assertThat(claim(FIREWALL, "d1")).isInstanceOf(Claim.AlreadyFailed.class);
        assertThat(found().stage(FIREWALL).error()).contains(error());
        assertThat(events()).endsWith("FAILED firewall");
    }

    @Test
    void theDeploymentHasFailedOnceNothingElseCanGoOn() {
        accept("m1");
        deployments.fail(granted(FIREWALL, "d1").attempt(), error());
        complete(granted(TEMPLATE, "d2").attempt());
        complete(granted(CONSENT, "d3").attempt());
        Attempt last = granted(CERTIFICATE, "d4").attempt();
        assertThat(found().phase()).isEqualTo(Phase.PROVISIONING);

        complete(last);

        assertThat(found().phase()).isEqualTo(Phase.FAILED);
        assertThat(found().stage(GROUP).state()).isEqualTo(StageState.PENDING);
    }

    @Test
    void aMessageOfAnOlderGenerationIsStale() {
        accept("m1");
        accept("m2");
        assertThat(deployments.claim(name, 1, FIREWALL, "d1", LEASE)).isEqualTo(new Claim.Stale(2));
    }

    @Test
    void aGenerationOrDeploymentThatNeverWasIsUnknown() {
        assertThat(deployments.claim(name, 1, FIREWALL, "d1", LEASE)).isInstanceOf(Claim.Unknown.class);
        accept("m1");
        assertThat(deployments.claim(name, 2, FIREWALL, "d1", LEASE)).isInstanceOf(Claim.Unknown.class);
    }

    @Test
    void aNewGenerationWaitsForTheAttemptThatStillRuns() {
        accept("m1");
        granted(FIREWALL, "d1");
        accept("m2");

        assertThat(found().stage(FIREWALL).state()).isEqualTo(StageState.READY);
        assertThat(deployments.claim(name, 2, FIREWALL, "d2", LEASE)).isInstanceOf(Claim.Busy.class);
        cloud.clock().advance(LEASE);
        assertThat(deployments.claim(name, 2, FIREWALL, "d2", LEASE)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aSupersededAttemptLeavesTheStageAtItsNextWrite() {
        accept("m1");
        Attempt old = granted(FIREWALL, "d1").attempt();
        accept("m2");

        assertThatExceptionOfType(Retryable.class).isThrownBy(() -> complete(old));

        assertThat(found().stage(FIREWALL).state()).isEqualTo(StageState.READY);
        assertThat(deployments.claim(name, 2, FIREWALL, "d2", LEASE)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void whatASupersededAttemptHasStartedIsStillOnRecord() {
        accept("m1");
        Attempt old = granted(FIREWALL, "d1").attempt();
        accept("m2");

        assertThatExceptionOfType(Retryable.class)
                .isThrownBy(() -> deployments.operationsStarted(old, Map.of("a", "operations/1")));

        Claim claim = deployments.claim(name, 2, FIREWALL, "d2", LEASE);
        assertThat(((Claim.Granted) claim).deployment().stage(FIREWALL).operations())
                .isEqualTo(Map.of("a", "operations/1"));
    }

    @Test
    void whatAFailedStageHasStartedIsStillOnRecordForTheNextRequest() {
        accept("m1");
        Attempt failing = granted(FIREWALL, "d1").attempt();
        deployments.operationsStarted(failing, Map.of("a", "operations/1"));
        deployments.fail(failing, error());
        accept("m2");

        Claim claim = deployments.claim(name, 2, FIREWALL, "d2", LEASE);
        assertThat(((Claim.Granted) claim).deployment().stage(FIREWALL).operations())
                .isEqualTo(Map.of("a", "operations/1"));
    }

    @Test
    void theMessageOfASupersededAttemptLeavesTheStageWhenItComesBack() {
        accept("m1");
        granted(FIREWALL, "d1");
        accept("m2");

        assertThat(deployments.claim(name, 1, FIREWALL, "d1", LEASE)).isEqualTo(new Claim.Stale(2));

        assertThat(deployments.claim(name, 2, FIREWALL, "d2", LEASE)).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void attemptsAreCountedOverGenerations() {
        accept("m1");
        Attempt old = granted(FIREWALL, "d1").attempt();
        accept("m2");
        cloud.clock().advance(LEASE);

        Claim claim = deployments.claim(name, 2, FIREWALL, "d2", LEASE);

        assertThat(((Claim.Granted) claim).attempt().number()).isEqualTo(old.number() + 1);
    }

    @Test
    void stagesThatNobodyHoldsAreUnattended() {
        accept("m1");
        granted(FIREWALL, "d1");
        complete(granted(TEMPLATE, "d2").attempt());
        deployments.fail(granted(CONSENT, "d3").attempt(), error());

        assertThat(unattendedStages()).containsExactly(CERTIFICATE);
        cloud.clock().advance(LEASE);
        assertThat(unattendedStages()).containsExactly(FIREWALL, CERTIFICATE);
    }

    @Test
    void anEventSaysUntilWhenItIsKept() throws Exception {
        Duration retention = Duration.ofDays(40);
        new Deployments(firestore, Blueprint.protectedApplication(), Duration.ofSeconds(30), retention)
                .refused(name, RequestMessage.undated("m1"), "faults");

        Timestamp expires = firestore
                .collection("deployments/" + name + "/events")
                .document("refused-m1")
                .get()
                .get()
                .getTimestamp("expires");
        Instant at = deployments.events(name).get(0).at();
        assertThat(DocumentFields.toInstant(expires)).isEqualTo(at.plus(retention));
    }

    @Test
    void aRefusedRequestLeavesAnEventAndNothingElse() {
        deployments.refused(name, RequestMessage.undated("m1"), "/region is \"x\"");
        deployments.refused(name, RequestMessage.undated("m1"), "/region is \"x\"");

        assertThat(deployments.find(name)).isEmpty();
        assertThat(deployments.events(name)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.REFUSED);
            assertThat(event.text()).isEqualTo("/region is \"x\"");
            assertThat(event.who()).isEqualTo("message m1");
        });
    }

    @Test
    void aMessageIdThatIsNoDocumentIdIsStillAcceptedOnce() {
        accept("../../m/1");
        assertThat(accept("../../m/1").deployment().generation()).isEqualTo(1);
    }

    @Test
    void aDamagedDocumentIsNamedWithItsFault() throws Exception {
        accept("m1");
        firestore
                .document("deployments/" + name)
                .update("stages.firewall.state", "SLEEPING")
                .get();

        assertThatExceptionOfType(Poison.class)
                .isThrownBy(() -> claim(FIREWALL, "d1"))
                .withMessageContaining("deployments/" + name + ".stages.firewall.state is SLEEPING");
        assertThatNoException().isThrownBy(() -> deployments.unattended());
    }

    private Acceptance accept(String message) {
        return deployments.accept(SomeRequest.of(name), RequestMessage.undated(message));
    }

    private Claim claim(StageName stage, String message) {
        return deployments.claim(name, 1, stage, message, LEASE);
    }

    private Claim.Granted granted(StageName stage, String message) {
        Claim claim = claim(stage, message);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return (Claim.Granted) claim;
    }

    private static Set<StageName> complete(Attempt attempt) {
        return deployments.complete(attempt, Map.of(), List.of());
    }

    private Deployment found() {
        return deployments.find(name).orElseThrow();
    }

    private List<String> events() {
        return deployments.events(name).stream()
                .map(event -> event.kind() + " " + event.where())
                .toList();
    }

    private boolean unattended() {
        return deployments.unattended().stream()
                .anyMatch(found -> found.deployment().name().equals(name));
    }

    private Set<StageName> unattendedStages() {
        return deployments.unattended().stream()
                .filter(found -> found.deployment().name().equals(name))
                .findFirst()
                .orElseThrow()
                .stages();
    }

    private static StageRecord.Error error() {
        return new StageRecord.Error("the quota is used up", "ask for more");
    }
}
