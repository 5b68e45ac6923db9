package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.ANNA;
import static dev.sallyport.chatops.SomePolicy.OPERATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that are asked for in the channel in which runs are shown. */
class PlansInSlackTest {
    private ChatHouse house;
    private SlackCaller slack;

    @BeforeEach
    void open() {
        house = new ChatHouse(SomePolicy.TEXT, ChatHouse.AUDIENCE, Map.of("SALLYPORT_SLACK_CHANNEL", OPERATIONS));
        house.secret("bot", "xoxb-bot-token");
        slack = new SlackCaller(house);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aPlanIsAReplyInTheThreadOfItsRun() {
        theRunIsShown();

        JsonNode answer = slack.press(ANNA, OPERATIONS, planned());

        JsonNode plan = house.fakes().awaited("chat.postMessage");
        assertThat(plan.path("channel").asText()).isEqualTo(OPERATIONS);
        assertThat(plan.path("thread_ts").asText()).isEqualTo("1503435956.000247");
        assertThat(plan.toString()).contains("changes are pending", "access: change policy", "Apply", "Cancel");
        assertThat(answer.toString()).contains("See the thread of its run").doesNotContain("Apply");
    }

    @Test
    void whereSlackDoesNotTakeItThePlanIsSaidWhereItWasAskedFor() {
        theRunIsShown();
        String show = planned();
        house.fakes().fail("chat.postMessage", 1);

        assertThat(slack.press(ANNA, OPERATIONS, show).toString()).contains("access: change policy", "Apply");
    }

    @Test
    void aPlanOfARunWithoutAThreadIsSaidWhereItWasAskedFor() {
        assertThat(slack.press(ANNA, OPERATIONS, planned()).toString()).contains("access: change policy", "Apply");
        assertThat(house.fakes().calls("chat.postMessage")).isEmpty();
    }

    private void theRunIsShown() {
        house.deployment("shop", SomeDeployment.of("shop", "PROTECTED"));
        house.tell("shop", 2);
        house.fakes().awaited("chat.postMessage");
        house.awaitNotice("slack-shop-2");
    }

    /** The value of the button that shows a plan which is there by now. */
    private String planned() {
        house.published();
        JsonNode asked = slack.command(ANNA, OPERATIONS, "plan shop");
        house.plan("shop", house.published().get(0).path("requestId").asText(), "abc123");
        return asked.findValue("elements").get(0).path("value").asText();
    }
}
