package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.ANNA;
import static dev.sallyport.chatops.SomePolicy.OLGA;
import static dev.sallyport.chatops.SomePolicy.OPERATIONS;
import static dev.sallyport.chatops.SomePolicy.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found between runs, as people are told of it, and what they can do about it there. */
class FindingsInChatTest {
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
    void aFindingIsToldOnceToEverybodyInTheThreadOfTheRun() {
        house.deployment("shop", SomeDeployment.of("shop", "PROTECTED"));
        house.tell("shop", 2);
        awaited("chat.postMessage");
        awaited("space");
        awaited("hook");
        house.awaitNotice("slack-shop-2");

        house.tell(SomeFinding.opened("ask"));
        house.tell(SomeFinding.opened("ask"));
        JsonNode posted = awaited("chat.postMessage");
        assertThat(posted.path("thread_ts").asText()).isEqualTo("1503435956.000247");
        assertThat(posted.path("reply_broadcast").asBoolean()).isTrue();
        assertThat(posted.path("text").asText()).isEqualTo("shop: finding opened, high severity: IAP is off");
        assertThat(posted.toString()).contains("iap.enabled is false", "*What to do:* switch it on");
        JsonNode said = awaited("space");
        assertThat(said.at("/thread/threadKey").asText()).isEqualTo("shop-2");
        assertThat(said.path("text").asText()).contains("IAP is off");
        assertThat(awaited("hook").at("/finding/control").asText()).isEqualTo("iap-on");

        house.tell(SomeFinding.repaired());
        JsonNode repaired = awaited("chat.postMessage");
        assertThat(repaired.path("text").asText()).isEqualTo("shop: repaired: IAP is off");
        assertThat(labels(repaired)).isEmpty();
        assertThat(awaited("hook").path("kind").asText()).isEqualTo("repaired");
    }

    @Test
    void whatAPersonIsToDecideHasButtonsUntilItIsOver() {
        house.tell(SomeFinding.opened("ask"));
        assertThat(labels(awaited("chat.postMessage"))).containsExactly("Repair", "Mute for a day");

        house.tell(SomeFinding.repaired());
        assertThat(labels(awaited("chat.postMessage"))).isEmpty();
    }

    @Test
    void whoeverMayMutesAFindingForADayHoweverManyPress() {
        house.tell(SomeFinding.opened("ask"));
        JsonNode told = awaited("chat.postMessage");
        String mute = values(told).get(1);
        house.published();
        SlackCaller slack = new SlackCaller(house);

        assertThat(slack.press(SAM, OPERATIONS, mute).toString()).contains("You may not `mute shop` here");
        assertThat(house.published()).isEmpty();

        JsonNode answer = slack.press(ANNA, OPERATIONS, mute, told);
        assertThat(answer.path("text").asText()).isEqualTo("`mute shop iap-on` is on its way");
        assertThat(answer.path("replace_original").asBoolean()).isTrue();
        assertThat(answer.toString()).contains("iap.enabled is false", "Asked for by <@U0ANNA>");
        assertThat(labels(answer)).isEmpty();
        slack.press(OLGA, OPERATIONS, mute);

        List<JsonNode> requests = house.published();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).path("control").asText()).isEqualTo("iap-on");
        assertThat(requests.get(0).path("reason").asText()).isEqualTo("muted by a button in a chat");
        assertThat(requests.get(0).path("by").asText()).isEqualTo("coyote (slack:U0ANNA) in slack:C0OPS");
        assertThat(Instant.parse(requests.get(0).path("until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(List.of("requestId", "until"))
                .allSatisfy(member -> assertThat(requests.get(1).path(member))
                        .isEqualTo(requests.get(0).path(member)));
    }

    private JsonNode awaited(String receiver) {
        return house.fakes().awaited(receiver);
    }

    private static List<String> labels(JsonNode message) {
        return message.path("blocks").findValues("elements").stream()
                .flatMap(elements -> elements.findValues("text").stream())
                .flatMap(text -> text.findValuesAsText("text").stream())
                .toList();
    }

    private static List<String> values(JsonNode message) {
        return message.path("blocks").findValuesAsText("value");
    }
}
