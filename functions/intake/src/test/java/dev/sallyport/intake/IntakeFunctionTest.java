package dev.sallyport.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PubsubMessage;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.PlanMessage;
import dev.sallyport.chain.StageMessage;
import dev.sallyport.chain.Topics;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Event;
import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import dev.sallyport.request.RequestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalCloudExtension.class)
final class IntakeFunctionTest {
    private static final String REQUEST = """
            {"action": "provision", "deployment": "web", "project": "web-project",
             "principals": ["user:alice@example.com"]}
            """;

    private LocalCloud cloud;
    private Surroundings surroundings;
    private Deployments deployments;
    private IntakeFunction intake;

    @BeforeEach
    void open(LocalCloud cloud, @FreshProject String project) throws IOException {
        this.cloud = cloud;
        surroundings = new Surroundings(cloud, project);
        deployments = surroundings.runtime().deployments();
        intake = new IntakeFunction(surroundings.runtime());
    }

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void aRequestIsPutOnRecordAndTheRootsAreAnnounced() {
        intake.accept(Surroundings.event("1", REQUEST));

        assertThat(deployments.find("web").map(Deployment::generation)).contains(1L);
        rootsAreAnnounced(1);
    }

    @Test
    void aRedeliveryAnnouncesAgainAndPutsNothingElseOnRecord() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);
        Deployment once = deployments.find("web").orElseThrow();

        intake.accept(Surroundings.event("1", REQUEST));

        rootsAreAnnounced(1);
        assertThat(deployments.find("web")).contains(once);
    }

    @Test
    void anotherMessageWithTheSameRequestIsTheNextGeneration() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);

        intake.accept(Surroundings.event("2", REQUEST));

        rootsAreAnnounced(2);
    }

    @Test
    void twoMessagesWithTheSameRequestIdAreOneRequest() {
        String request = REQUEST.replaceFirst("\\{", "{\"requestId\": \"deploy-42\", \"by\": \"alice\", ");
        intake.accept(Surroundings.event("1", request));
        rootsAreAnnounced(1);
        Deployment once = deployments.find("web").orElseThrow();

        intake.accept(Surroundings.event("2", request.replace("\"by\": \"alice\"", "\"by\": \"bob\"")));

        rootsAreAnnounced(1);
        assertThat(deployments.find("web")).contains(once);
        assertThat(deployments.events("web")).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.ACCEPTED);
            assertThat(event.who()).isEqualTo("alice");
        });
        assertThat(deployments.answer("web", "deploy-42")).map(Event::kind).contains(Event.Kind.ACCEPTED);
    }

    @Test
    void aRequestIdThatWasGivenToAnotherRequestIsRefused() {
        String request = REQUEST.replaceFirst("\\{", "{\"requestId\": \"deploy-42\", ");
        intake.accept(Surroundings.event("1", request));
        Deployment before = deployments.find("web").orElseThrow();

        intake.accept(Surroundings.event("2", request.replace("alice", "bob")));

        assertThat(deployments.find("web")).contains(before);
        assertThat(surroundings.next(Topics.DEAD_LETTERS).getAttributesOrThrow("reason"))
                .startsWith("the request id deploy-42 is taken")
                .endsWith("give each request an id of its own, and only the same request the same id");
    }

    /** Whoever has to answer looks for what was asked, which intake has checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": \"recheck\", \"deployment\": \"web\"}",
                "{\"action\": \"plan\", \"of\": {\"action\": \"destroy\", \"deployment\": \"web\"}, \"by\": \"alice\"}",
                "{\"action\": \"apply\", \"plan\": \"1f\", \"of\": {\"action\": \"repair\", \"deployment\": \"web\"}}"
            })
    void whatIsAnsweredByComparingIsHandedOn(String request) {
        intake.accept(Surroundings.event("1", request, "2026-11-01T12:00:00Z"));

        RequestReader reader = new RequestReader();
        PlanMessage message =
                PlanMessage.read(surroundings.next(Topics.PLANS).getData().toByteArray(), reader);
        assertThat(message.accepted()).isEqualTo(reader.read(request.getBytes(StandardCharsets.UTF_8)));
        assertThat(message.key()).isEqualTo("1");
        assertThat(message.published()).contains(Instant.parse("2026-11-01T12:00:00Z"));
        assertThat(deployments.find("web")).isEmpty();
    }

    @Test
    void aRequestIsHandedOnUnderItsOwnId() {
        intake.accept(Surroundings.event(
                "1", "{\"action\": \"recheck\", \"deployment\": \"web\", \"requestId\": \"check-1\"}"));

        byte[] message = surroundings.next(Topics.PLANS).getData().toByteArray();
        assertThat(PlanMessage.read(message, new RequestReader()).key()).isEqualTo("check-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"action\": \"plan\", \"of\": %s}", "{\"action\": \"apply\", \"plan\": \"1f\", \"of\": %s}"})
    void whatTheOperatorDoesNotAllowIsNotPlannedEither(String form, LocalCloud cloud, @FreshProject String project)
            throws IOException {
        try (Surroundings guarded =
                new Surroundings(cloud, project, Optional.of("{\"regions\": [\"europe-north1\"]}"))) {
            new IntakeFunction(guarded.runtime()).accept(Surroundings.event("1", form.formatted(REQUEST)));

            assertThat(guarded.next(Topics.DEAD_LETTERS).getAttributesOrThrow("reason"))
                    .startsWith("/of/region is \"us-central1\", which this operator does not allow");
        }
    }

    @Test
    void aRequestThatComesAfterANewerOneIsRefused() {
        intake.accept(Surroundings.event("2", REQUEST, "2026-11-01T12:00:00Z"));
        Deployment newer = deployments.find("web").orElseThrow();

        intake.accept(Surroundings.event("1", REQUEST, "2026-11-01T11:00:00Z"));

        assertThat(deployments.find("web")).contains(newer);
        assertThat(deployments.events("web"))
                .filteredOn(event -> event.kind() == Event.Kind.REFUSED)
                .singleElement()
                .satisfies(event -> assertThat(event.text()).contains("comes too late"));
        assertThat(surroundings.next(Topics.DEAD_LETTERS).getData().toStringUtf8())
                .isEqualTo(REQUEST);
    }

    @Test
    void aFaultyRequestLeavesAnEventWithEveryFaultAndItselfAmongTheDeadLetters() {
        String faulty = REQUEST.replace("user:alice@example.com", "allUsers").replace("web-project", "X");

        intake.accept(Surroundings.event("1", faulty));

        String project = "/project is \"X\" (expected: a project id: 6 to 30 lower-case letters";
        String principal = "/principals/0 is \"allUsers\", which would let everybody in (expected: user:EMAIL";
        assertThat(deployments.events("web")).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.REFUSED);
            assertThat(event.text()).contains(project, principal);
        });
        PubsubMessage letter = surroundings.next(Topics.DEAD_LETTERS);
        assertThat(letter.getData().toStringUtf8()).isEqualTo(faulty);
        assertThat(letter.getAttributesMap()).containsEntry("source", "intake").containsEntry("messageId", "1");
        assertThat(letter.getAttributesOrThrow("reason")).contains(project, principal);
        assertThat(deployments.find("web")).isEmpty();
    }

    @Test
    void aFaultyRequestThatComesAgainLeavesOneEvent() {
        intake.accept(Surroundings.event("1", REQUEST.replace("web-project", "X")));
        intake.accept(Surroundings.event("1", REQUEST.replace("web-project", "X")));

        assertThat(deployments.events("web")).hasSize(1);
    }

    @Test
    void aRequestWhoseNameCannotBeReadIsKeptAmongTheDeadLettersOnly() {
        intake.accept(Surroundings.event("1", "{\"deployment\": \"we"));

        PubsubMessage letter = surroundings.next(Topics.DEAD_LETTERS);
        assertThat(letter.getAttributesOrThrow("reason")).startsWith("the JSON ends too early");
        assertThat(deployments.events("web")).isEmpty();
    }

    @Test
    void aRefusedRequestChangesNothingOfTheDeploymentThatIsThere() {
        intake.accept(Surroundings.event("1", REQUEST));
        Deployment before = deployments.find("web").orElseThrow();

        intake.accept(Surroundings.event("2", REQUEST.replace("web-project", "other-project")));

        assertThat(deployments.find("web")).contains(before);
        assertThat(deployments.events("web"))
                .extracting(Event::kind)
                .containsExactlyInAnyOrder(Event.Kind.ACCEPTED, Event.Kind.REFUSED);
        assertThat(surroundings.next(Topics.DEAD_LETTERS).getAttributesOrThrow("reason"))
                .contains("web-project", "other-project");
    }

    @Test
    void peopleAreToldWhatWasRefusedWhoAskedForItAndWhy() {
        intake.accept(Surroundings.event(
                "1", "{\"action\": \"repair\", \"deployment\": \"web\", \"requestId\": \"r-1\", \"by\": \"anna\"}"));

        assertThat(surroundings.next(Topics.LIFECYCLE).getData().toStringUtf8())
                .startsWith("{\"deployment\":\"web\",\"kind\":\"refused\",\"request\":\"r-1\",\"by\":\"anna\","
                        + "\"reason\":\"there is no deployment web");
    }

    @Test
    void whatTheOperatorDoesNotAllowIsRefused(LocalCloud cloud, @FreshProject String project) throws IOException {
        try (Surroundings guarded =
                new Surroundings(cloud, project, Optional.of("{\"regions\": [\"europe-north1\"]}"))) {
            new IntakeFunction(guarded.runtime()).accept(Surroundings.event("1", REQUEST));

            assertThat(guarded.next(Topics.DEAD_LETTERS).getAttributesOrThrow("reason"))
                    .isEqualTo("/region is \"us-central1\", which this operator does not allow"
                            + " (expected: one of europe-north1)");
            assertThat(guarded.runtime().deployments().find("web")).isEmpty();
        }
    }

    @Test
    void ofAnEnormousMessageOnlyTheBeginningIsKept() {
        intake.accept(Surroundings.event("1", new byte[5_000_000]));

        PubsubMessage letter = surroundings.next(Topics.DEAD_LETTERS);
        assertThat(letter.getData().size()).isEqualTo(256 * 1024);
        assertThat(letter.getAttributesMap())
                .containsEntry("originalBytes", "5000000")
                .containsEntry("reason", "the request has 5000000 bytes (expected: at most 262144 bytes (256 KiB))");
    }

    @Test
    void anEventThatIsNoMessageIsKeptAsItIs() {
        intake.accept(Surroundings.rawEvent("{\"message\": 1}"));

        PubsubMessage letter = surroundings.next(Topics.DEAD_LETTERS);
        assertThat(letter.getData().toStringUtf8()).isEqualTo("{\"message\": 1}");
        assertThat(letter.getAttributesMap()).containsEntry("messageId", "event-1");
    }

    @Test
    void theSweepAnnouncesWhatNobodyHolds() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);
        cloud.clock().advance(Duration.ofMinutes(5));

        new SweepFunction(surroundings.runtime()).accept(Surroundings.rawEvent("{}"));

        rootsAreAnnounced(1);
    }

    /** As many messages more would make all of them wait longer, where functions have a lot to do. */
    @Test
    void theSweepLeavesAloneWhatHasJustBeenAnnounced() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);

        new SweepFunction(surroundings.runtime()).accept(Surroundings.rawEvent("{}"));

        intake.accept(Surroundings.event("2", REQUEST));
        rootsAreAnnounced(2);
    }

    @Test
    void theSweepAnnouncesTheSameAtLongerAndLongerIntervals() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);
        SweepFunction sweep = new SweepFunction(surroundings.runtime());
        cloud.clock().advance(Duration.ofMinutes(5));

        for (int minute = 0; minute < 20; minute++) {
            sweep.accept(Surroundings.rawEvent("{}"));
            cloud.clock().advance(Duration.ofMinutes(1));
        }

        intake.accept(Surroundings.event("2", REQUEST));
        int announced = 0;
        while (generationOf(surroundings.next("sallyport-firewall")) == 1) {
            announced++;
        }
        assertThat(announced).as("at once, after 2, 4 and 8 minutes").isEqualTo(4);
    }

    @Test
    void aRequestToDestroyAnnouncesTheLastStageBackwards() {
        intake.accept(Surroundings.event("1", REQUEST));

        intake.accept(Surroundings.event("2", "{\"action\": \"destroy\", \"deployment\": \"web\"}"));

        assertThat(StageMessage.read(
                        surroundings.next("sallyport-verify").getData().toByteArray()))
                .isEqualTo(new StageMessage("web", 2, Direction.DESTROY));
        assertThat(deployments.find("web").map(Deployment::generation)).contains(2L);
    }

    @Test
    void aRequestToRepairAnnouncesTheRoots() {
        intake.accept(Surroundings.event("1", REQUEST));
        rootsAreAnnounced(1);

        intake.accept(Surroundings.event("2", "{\"action\": \"repair\", \"deployment\": \"web\"}"));

        rootsAreAnnounced(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "destroy"})
    void whatWasNeverProvisionedCannotBe(String action) {
        String request = "{\"action\": \"" + action + "\", \"deployment\": \"nowhere\"}";

        intake.accept(Surroundings.event("1", request));

        String reason = "there is no deployment nowhere; name one that was provisioned;"
                + " the documents below deployments/ are all there are";
        assertThat(deployments.find("nowhere")).isEmpty();
        assertThat(deployments.events("nowhere")).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.REFUSED);
            assertThat(event.text()).isEqualTo(reason);
        });
        PubsubMessage letter = surroundings.next(Topics.DEAD_LETTERS);
        assertThat(letter.getData().toStringUtf8()).isEqualTo(request);
        assertThat(letter.getAttributesMap()).containsEntry("reason", reason).containsEntry("source", "intake");
    }

    /** What a function did that died after it had completed its stage, and before it announced what comes next. */
    @Test
    void theSweepAnnouncesWhatAFunctionDidNotWhileItTookDown() {
        intake.accept(Surroundings.event("1", REQUEST));
        intake.accept(Surroundings.event("2", "{\"action\": \"destroy\", \"deployment\": \"web\"}"));
        StageName verify = new StageName("verify");
        Claim.Granted claim = (Claim.Granted) deployments.claim("web", 2, verify, "d1", Duration.ofMinutes(10));
        deployments.complete(claim.attempt(), Map.of(), List.of());
        cloud.clock().advance(Duration.ofMinutes(5));

        new SweepFunction(surroundings.runtime()).accept(Surroundings.rawEvent("{}"));

        assertThat(StageMessage.read(
                        surroundings.next("sallyport-retire").getData().toByteArray()))
                .isEqualTo(new StageMessage("web", 2, Direction.DESTROY));
    }

    private static long generationOf(PubsubMessage message) {
        return StageMessage.read(message.getData().toByteArray()).generation();
    }

    private void rootsAreAnnounced(long generation) {
        for (StageName root : Blueprint.protectedApplication().roots()) {
            byte[] message = surroundings.next(Topics.of(root)).getData().toByteArray();
            assertThat(StageMessage.read(message)).isEqualTo(new StageMessage("web", generation, Direction.PROVISION));
        }
    }
}
