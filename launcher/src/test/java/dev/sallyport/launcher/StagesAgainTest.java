package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.deployment.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Doing again what has been done changes nothing. */
class StagesAgainTest {
    private static final String SUBSCRIPTIONS = "/v1/projects/" + Lab.PROJECT + "/subscriptions/";

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123})
    void everyStagesMessageASecondTimeInAnyOrderLeavesTheCloudAsItIs(long seed) {
        try (Lab lab = Lab.open()) {
            List<Message> copies = copiesOfAllStagesMessages(lab, () -> protectedLab(lab));
            Map<String, String> before = lab.inventory().take();
            assertThatItIsTheWholeLab(before);

            Deployment done = lab.house().deployments().find("lab").orElseThrow();
            Collections.shuffle(copies, new Random(seed));
            assertThat(copies)
                    .allSatisfy(copy -> assertThat(lab.deliver(copy.stage, copy.data, copy.id))
                            .isEqualTo(200));

            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
            assertThat(lab.house().deployments().find("lab")).contains(done);
        }
    }

    @Test
    void anotherGenerationOfTheSameRequestRunsEveryStageAndLeavesTheCloudAsItIs() {
        try (Lab lab = Lab.open()) {
            protectedLab(lab);
            Map<String, String> before = lab.inventory().take();

            Deployment again = protectedLab(lab);

            assertThat(again.generation()).isEqualTo(2);
            assertThat(lab.house().deployments().events("lab").stream()
                            .filter(event -> event.generation() == 2 && event.kind() == Event.Kind.DONE)
                            .map(Event::where))
                    .hasSameSizeAs(stages())
                    .containsAll(stages());
            assertThat(lab.inventory().take()).containsExactlyEntriesOf(before);
        }
    }

    private static Deployment protectedLab(Lab lab) {
        return lab.provisionUntil(deployment -> deployment.phase() == Phase.PROTECTED);
    }

    /** Keeps a copy of what is published on the stages' topics while the work is done. */
    private static List<Message> copiesOfAllStagesMessages(Lab lab, Runnable work) {
        stages().forEach(stage -> lab.api()
                .json(lab.api()
                        .send(
                                "PUT",
                                SUBSCRIPTIONS + "copy-" + stage,
                                "{\"topic\": \"projects/" + Lab.PROJECT + "/topics/" + topic(stage) + "\"}")));
        work.run();
        List<Message> copies = new ArrayList<>();
        stages().forEach(stage -> copies.addAll(pull(lab, stage)));
        assertThat(copies).extracting(Message::stage).containsAll(stages());
        return copies;
    }

    private static List<Message> pull(Lab lab, String stage) {
        JsonNode received = Awaitility.await("a copy of the message to " + stage)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> lab.api()
                                .json(lab.api()
                                        .send(
                                                "POST",
                                                SUBSCRIPTIONS + "copy-" + stage + ":pull",
                                                "{\"maxMessages\": 10}"))
                                .path("receivedMessages"),
                        messages -> !messages.isEmpty());
        List<Message> messages = new ArrayList<>();
        received.forEach(message -> messages.add(new Message(
                stage,
                message.at("/message/data").asText(),
                message.at("/message/messageId").asText())));
        return messages;
    }

    private static void assertThatItIsTheWholeLab(Map<String, String> inventory) {
        assertThat(inventory).hasSizeGreaterThan(60);
        assertThat(String.join("\n", inventory.values()))
                .contains(
                        "\"my-instance-template\"",
                        "\"my-managed-instance-group\"",
                        "\"my-backend-service\"",
                        "\"my-health-check\"",
                        "\"my-load-balancer\"",
                        "\"static-ip\"",
                        "\"allow-iap-traffic\"",
                        "roles/iap.httpsResourceAccessor",
                        "user:alice@example.com");
    }

    private static List<String> stages() {
        return Blueprint.protectedApplication().stages().stream()
                .map(StageName::value)
                .toList();
    }

    private static String topic(String stage) {
        return "sallyport-" + stage;
    }

    /**
     * @param data in Base64
     */
    private record Message(String stage, String data, String id) {}
}
