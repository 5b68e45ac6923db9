package dev.sallyport.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageMessage;
import dev.sallyport.deployment.Claim;
import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.deployment.DeadLetterStore.Kept;
import dev.sallyport.deployment.Direction;
import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalCloudExtension.class)
final class DeadLetterFunctionTest {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final String REQUEST = """
            {"action": "provision", "deployment": "web", "project": "web-project",
             "principals": ["user:alice@example.com"]}
            """;

    private LocalCloud cloud;
    private Surroundings surroundings;
    private DeadLetterFunction letters;

    @BeforeEach
    void open(LocalCloud cloud, @FreshProject String project) throws IOException {
        this.cloud = cloud;
        surroundings = new Surroundings(cloud, project);
        letters = new DeadLetterFunction(surroundings.runtime());
    }

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void aMessageThatAFunctionPutAsideIsKeptWithItsReason() {
        letters.accept(letter("7", REQUEST, "\"reason\": \"comes too late\", \"source\": \"intake\""));
        letters.accept(letter("7", REQUEST, "\"reason\": \"comes again\", \"source\": \"intake\""));

        assertThat(surroundings.runtime().deadLetterStore().all())
                .singleElement()
                .satisfies(kept -> {
                    DeadLetter letter = kept.letter();
                    assertThat(letter.id()).isEqualTo("7");
                    assertThat(letter.reason()).isEqualTo("comes too late");
                    assertThat(letter.source()).isEqualTo("intake");
                    assertThat(letter.data().toStringUtf8()).isEqualTo(REQUEST);
                    assertThat(letter.whole()).isTrue();
                    assertThat(letter.deployment()).contains("web");
                    assertThat(letter.started()).isEmpty();
                });
    }

    @Test
    void whatIsNoMessageIsLetGo() {
        letters.accept(Surroundings.rawEvent("{\"message\": 1}"));

        assertThat(surroundings.runtime().deadLetterStore().all()).isEmpty();
    }

    @Test
    void aStagesMessageThatPubSubGaveUpOnHasItsStageAnnouncedAgain() {
        provisioned();
        letters.accept(givenUp("9", 1));
        cloud.clock().advance(Duration.ofMinutes(5));

        sweep();

        assertThat(StageMessage.read(
                        surroundings.next("sallyport-firewall").getData().toByteArray()))
                .isEqualTo(new StageMessage("web", 1, Direction.PROVISION));
        assertThat(kept("9").letter().started()).contains(new DeadLetter.Start(FIREWALL, 1));
        assertThat(kept("9").letter().reason()).isEqualTo("Pub/Sub gave it up after 100 deliveries");
        assertThat(kept("9").outcome()).contains("announced again");
        assertThat(surroundings.runtime().deadLetterStore().undecided()).isEmpty();
    }

    @Test
    void oneOfAnOlderGenerationIsNot() {
        provisioned();
        new IntakeFunction(surroundings.runtime()).accept(Surroundings.event("2", REQUEST));
        letters.accept(givenUp("9", 1));

        sweep();

        assertThat(kept("9").outcome()).contains("not announced again: generation 2 is current");
    }

    @Test
    void oneWhoseStageSomebodyHoldsIsLookedAtAgain() {
        provisioned();
        Claim.Granted claim = (Claim.Granted)
                surroundings.runtime().deployments().claim("web", 1, FIREWALL, "d1", Duration.ofMinutes(10));
        letters.accept(givenUp("9", 1));

        sweep();
        assertThat(kept("9").outcome().orElseThrow()).startsWith("announced again once its lease is over");
        surroundings.runtime().deployments().complete(claim.attempt(), Map.of(), List.of());
        sweep();

        assertThat(kept("9").outcome()).contains("not announced again: the stage is DONE");
    }

    @Test
    void oneOfADeploymentThatIsNotThereIsNot() {
        letters.accept(givenUp("9", 1));

        sweep();

        assertThat(kept("9").outcome()).contains("not announced again: there is no such deployment");
    }

    @Test
    void aLetterThatIsDroppedIsForgotten() {
        letters.accept(givenUp("9", 1));

        surroundings.runtime().deadLetterStore().drop("9");

        assertThat(surroundings.runtime().deadLetterStore().find("9")).isEqualTo(Optional.empty());
    }

    private void provisioned() {
        new IntakeFunction(surroundings.runtime()).accept(Surroundings.event("1", REQUEST));
        surroundings.next("sallyport-firewall");
    }

    private void sweep() {
        new SweepFunction(surroundings.runtime()).accept(Surroundings.rawEvent("{}"));
    }

    private Kept kept(String id) {
        return surroundings.runtime().deadLetterStore().find(id).orElseThrow();
    }

    private static CloudEvent givenUp(String id, long generation) {
        String message =
                new String(new StageMessage("web", generation, Direction.PROVISION).write(), StandardCharsets.UTF_8);
        return letter(id, message, """
                "CloudPubSubDeadLetterSourceSubscription": "eventarc-us-central1-firewall-sub",
                "CloudPubSubDeadLetterSourceDeliveryCount": "100"
                """);
    }

    private static CloudEvent letter(String id, String data, String attributes) {
        return Surroundings.rawEvent("""
                {"message": {"data": "%s", "messageId": "%s", "attributes": {%s}},
                 "subscription": "projects/p/subscriptions/s"}
                """.formatted(
                        Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)), id, attributes));
    }
}
