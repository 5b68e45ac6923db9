package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** {@code /-/faults} for what Pub/Sub delivers. */
class DeliveryFaultRulesTest {
    private static LocalCloud cloud;
    private static RestClient rest;

    private String topic;
    private String subscription;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start();
        rest = new RestClient(cloud);
    }

    @BeforeEach
    void aTopicWithASubscription(TestInfo test) {
        topic = "projects/faulty/topics/" + test.getTestMethod().orElseThrow().getName();
        subscription = topic.replace("/topics/", "/subscriptions/");
        rest.send("PUT", "/v1/" + topic, "{}");
        rest.send("PUT", "/v1/" + subscription, "{\"topic\": \"" + topic + "\"}");
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void duplicatedMessagesComeTwice() {
        rule("\"duplicate\": true");

        publish();

        assertThat(pulled()).containsExactly("YQ==", "YQ==");
    }

    @Test
    void delayedMessagesComeWhenTheirTimeHasCome() {
        rule("\"delay\": \"PT30M\"");

        publish();

        assertThat(pulled()).isEmpty();
        cloud.clock().advance(Duration.ofMinutes(30));
        assertThat(pulled()).containsExactly("YQ==");
    }

    @Test
    void reorderedMessagesAllComeButNotInTheirOrder() {
        rule("\"reorder\": \"PT10M\", \"seed\": 1");

        IntStream.range(0, 8).forEach(number -> publish());
        List<String> ids = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            cloud.clock().advance(Duration.ofMinutes(1));
            pull().forEach(message -> ids.add(message.at("/message/messageId").asText()));
        }

        assertThat(ids).hasSize(8).doesNotHaveDuplicates();
        assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    }

    @Test
    void otherSubscriptionsAreSpared() {
        rest.send("PUT", "/v1/" + subscription + "-2", "{\"topic\": \"" + topic + "\"}");
        String rule = rule("\"duplicate\": true");

        publish();

        subscription += "-2";
        assertThat(pulled()).containsExactly("YQ==");
        assertThat(rest.get("/-/faults/" + rule).body().path("hits").asInt()).isEqualTo(1);
    }

    private String rule(String fault) {
        RestClient.Answer answer =
                rest.post("/-/faults", "{\"subscription\": \"" + subscription + "\", " + fault + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("id").asText();
    }

    private void publish() {
        rest.post("/v1/" + topic + ":publish", "{\"messages\": [{\"data\": \"YQ==\"}]}");
    }

    /** The data of what can be had at once, acknowledged. */
    private List<String> pulled() {
        return pull().stream()
                .map(message -> message.at("/message/data").asText())
                .toList();
    }

    private List<JsonNode> pull() {
        List<JsonNode> messages = new ArrayList<>();
        rest.post("/v1/" + subscription + ":pull", "{\"maxMessages\": 100, \"returnImmediately\": true}")
                .body()
                .path("receivedMessages")
                .forEach(messages::add);
        messages.forEach(message -> rest.post(
                "/v1/" + subscription + ":acknowledge",
                "{\"ackIds\": [\"" + message.path("ackId").asText() + "\"]}"));
        return messages;
    }
}
