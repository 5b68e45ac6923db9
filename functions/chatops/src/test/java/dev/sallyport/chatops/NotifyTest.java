package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages on the lifecycle topic become messages to people, by functions hosted as they are deployed. */
class NotifyTest {
    private ChatHouse house;

    @BeforeEach
    void open() {
        house = ChatHouse.telling();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aRunIsOneMessageInSlackThatChangesAsItGoesOn() {
        house.deployment("shop", SomeDeployment.of("shop", "PROVISIONING"));
        house.tell("shop", 2);
        JsonNode posted = slackCall("chat.postMessage");
        assertThat(posted.path("channel").asText()).isEqualTo("C0RUNS");
        assertThat(posted.path("text").asText()).isEqualTo("shop in shop-project, generation 2: provisioning");
        house.awaitNotice("slack-shop-2");

        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);
        JsonNode changed = slackCall("chat.update");
        assertThat(changed.path("ts").asText()).isEqualTo("1503435956.000247");
        assertThat(changed.path("text").asText()).endsWith("generation 2: failed");
        assertThat(changed.findValue("elements").get(0).at("/text/text").asText())
                .isEqualTo("Retry");
    }

    @Test
    void eachFailureIsAReplyInTheThreadOfTheRun() {
        house.deployment("shop", SomeDeployment.of("shop", "PROVISIONING"));
        house.tell("shop", 2);
        slackCall("chat.postMessage");
        awaited("space");
        house.awaitNotice("slack-shop-2");

        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);
        house.tell("shop", 2);
        JsonNode first = slackCall("chat.postMessage");
        assertThat(first.path("thread_ts").asText()).isEqualTo("1503435956.000247");
        assertThat(first.path("reply_broadcast").asBoolean()).isTrue();
        assertThat(first.path("text").asText()).isEqualTo("shop: access failed");
        assertThat(first.toString()).contains("no &lt;such&gt; principal", "*What to do:* name another");
        assertThat(first.findValue("elements").get(0).at("/text/text").asText()).isEqualTo("Retry");
        assertThat(awaited("space").at("/thread/threadKey").asText()).isEqualTo("shop-2");
        house.awaitNotice("slack-shop-2-access-1");
        house.awaitNotice("chat-shop-2-failed-access-1");

        house.deployment("shop", SomeDeployment.failedInAccess("shop", 2));
        house.tell("shop", 2);
        JsonNode second = slackCall("chat.postMessage");
        assertThat(second.path("text").asText()).isEqualTo("shop: access failed");
        assertThat(awaited("space").path("text").asText()).contains("*What to do:* name another");
    }

    @Test
    void aSpaceOfGoogleChatIsToldInAThread() {
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);

        JsonNode message = awaited("space");
        assertThat(message.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        assertThat(message.path("text").asText())
                .hasSizeBetween(1, 4096)
                .contains("generation 2: failed")
                .contains("*What to do:* name another");
    }

    @Test
    void aWebhookIsToldOnceAndSigned() {
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);

        JsonNode body = awaited("hook");
        assertThat(body.path("phase").asText()).isEqualTo("failed");
        assertThat(body.at("/failed/access/remedy").asText()).isEqualTo("name another");
        String timestamp = body.at("/headers/X-sallyport-timestamp").asText();
        JsonNode sent = ((ObjectNode) body.deepCopy()).without("headers");
        byte[] signed = Digests.keyed(
                "webhook key".getBytes(UTF_8), ("v1:" + timestamp + ":").getBytes(UTF_8), Json.bytes(sent));
        assertThat(body.at("/headers/X-sallyport-signature").asText())
                .isEqualTo("v1=" + HexFormat.of().formatHex(signed));

        house.awaitNotice("webhook-shop-2-failed-access-1");
        house.tell("shop", 2);
        slackCall("chat.update");
        assertThat(house.fakes().calls("hook")).isEmpty();
    }

    @Test
    void aRefusalIsToldOnceWithWhoAskedAndWhy() {
        JsonNode refused = Json.object()
                .put("deployment", "shop")
                .put("kind", "refused")
                .put("request", "slack-1-apply")
                .put("by", "anna (slack:U0ANNA) in slack:C0OPS")
                .put("reason", "the plan does not hold any more");
        house.tell(refused);
        house.tell(refused);

        JsonNode posted = slackCall("chat.postMessage");
        assertThat(posted.path("text").asText()).isEqualTo("shop: a request was refused");
        assertThat(posted.toString())
                .contains("Asked for by anna (slack:U0ANNA) in slack:C0OPS.", "the plan does not hold any more");
        assertThat(awaited("space").path("text").asText()).contains("the plan does not hold any more");
        JsonNode sent = awaited("hook");
        JsonNode said = ((ObjectNode) sent.deepCopy()).without("headers");
        assertThat(said).isEqualTo(refused);
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);
        assertThat(awaited("hook").path("phase").asText()).isEqualTo("failed");
    }

    @Test
    void whoeverFailsIsTriedAgainAndHoldsUpNobody() {
        house.fakes().fail("hook", 2);
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);

        awaited("space");
        slackCall("chat.postMessage");
        house.awaitNotice("webhook-shop-2-failed-access-1");
        assertThat(house.fakes().calls("hook")).hasSize(3);
    }

    /** Given up is who is tried again: the next attempt begins only when the last has ended. */
    @Test
    void whoeverNeverAnswersIsGivenUpAndHoldsUpNobody() {
        house.fakes().silence("hook");
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);

        awaited("hook");
        awaited("space");
        slackCall("chat.postMessage");
        awaited("hook");
        house.tell(SomeFinding.opened("ask"));
        assertThat(awaited("space").path("text").asText()).contains("IAP is off");
    }

    @Test
    void whoeverNeverTakesANoticeIsLeftToTheDeadLettersAndHoldsUpNobody() {
        house.fakes().fail("hook", Integer.MAX_VALUE);
        house.deployment("shop", SomeDeployment.failedInAccess("shop"));
        house.tell("shop", 2);

        awaited("space");
        slackCall("chat.postMessage");
        List<JsonNode> dead = await("the dead letter")
                .atMost(ofSeconds(60))
                .until(
                        () -> {
                            house.advance(Duration.ofMinutes(11));
                            return house.deadLetters();
                        },
                        found -> !found.isEmpty());
        assertThat(dead).containsExactly(Json.object().put("deployment", "shop").put("generation", 2));
        assertThat(house.fakes().calls("hook")).hasSizeBetween(5, 20);
    }

    @Test
    void whatIsOfAnEarlierGenerationIsNoNews() {
        house.deployment("shop", SomeDeployment.of("shop", "PROTECTED"));
        house.tell("shop", 1);
        house.tell("nobody", 1);
        house.tell("shop", 2);

        slackCall("chat.postMessage");
        assertThat(house.fakes().calls("chat.postMessage")).isEmpty();
    }

    private JsonNode slackCall(String method) {
        JsonNode call = awaited(method);
        assertThat(call.at("/headers/Authorization").asText()).isEqualTo("Bearer xoxb-bot-token");
        return call;
    }

    private JsonNode awaited(String address) {
        return house.fakes().awaited(address);
    }
}
