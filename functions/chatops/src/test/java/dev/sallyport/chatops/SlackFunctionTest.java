package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.ANNA;
import static dev.sallyport.chatops.SomePolicy.LOUNGE;
import static dev.sallyport.chatops.SomePolicy.OLGA;
import static dev.sallyport.chatops.SomePolicy.OPERATIONS;
import static dev.sallyport.chatops.SomePolicy.SAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's slash command over HTTP, with the function hosted as it is deployed. */
class SlackFunctionTest {
    private static ChatHouse house;
    private static SlackCaller slack;

    @BeforeAll
    static void open() {
        house = new ChatHouse(SomePolicy.TEXT);
        slack = new SlackCaller(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void nothingIsPublishedYet() {
        house.published();
    }

    @Test
    void aCommandIsPublishedWithWhoAskedForItAndWhere() {
        JsonNode answer = slack.command(ANNA, OPERATIONS, "repair shop");

        assertThat(answer.path("response_type").asText()).isEqualTo("in_channel");
        assertThat(answer.path("text").asText()).isEqualTo("`repair shop` is on its way");
        assertThat(house.published()).singleElement().satisfies(request -> {
            assertThat(request.path("action").asText()).isEqualTo("repair");
            assertThat(request.path("deployment").asText()).isEqualTo("shop");
            assertThat(request.path("by").asText()).isEqualTo("roadrunner (slack:U0ANNA) in slack:C0OPS");
            assertThat(request.path("requestId").asText()).matches("slack-[0-9a-f]{32}");
        });
    }

    /** Slack sends what was not answered in time once more, signed anew. */
    @Test
    void theSameCommandDeliveredTwiceIsOneRequest() {
        byte[] body = SlackCaller.slashCommand(ANNA, OPERATIONS, "repair shop", SlackCaller.trigger());
        Instant now = Instant.now();

        assertThat(slack.call(body, now).statusCode()).isEqualTo(200);
        assertThat(slack.call(body, now.plusSeconds(1)).statusCode()).isEqualTo(200);

        assertThat(house.published().stream()
                        .map(request -> request.path("requestId").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void whatIsReplayedIsTurnedAway() {
        byte[] body = SlackCaller.slashCommand(ANNA, OPERATIONS, "repair shop", SlackCaller.trigger());
        Instant now = Instant.now();

        assertThat(slack.call(body, now).statusCode()).isEqualTo(200);
        assertTurnedAway(slack.call(body, now));

        assertThat(house.published()).hasSize(1);
    }

    @Test
    void whoeverIsNotSlackIsTurnedAwayWithoutAWord() {
        byte[] body = SlackCaller.slashCommand(ANNA, OPERATIONS, "repair shop", SlackCaller.trigger());
        Instant now = Instant.now();
        String timestamp = String.valueOf(now.getEpochSecond());
        byte[] other = SlackCaller.slashCommand(ANNA, OPERATIONS, "destroy shop", SlackCaller.trigger());

        assertTurnedAway(house.post("slack", Map.of(), body));
        assertTurnedAway(house.post("slack", Map.of("X-Slack-Request-Timestamp", timestamp), body));
        assertTurnedAway(slack.call(body, timestamp, SlackCaller.signature(body, timestamp, "another secret")));
        assertTurnedAway(
                slack.call(body, timestamp, SlackCaller.signature(other, timestamp, ChatHouse.SIGNING_SECRET)));
        assertTurnedAway(slack.call(body, "yesterday", "v0=0"));
        assertTurnedAway(slack.call(body, now.minusSeconds(301)));
        assertTurnedAway(slack.call(body, now.plusSeconds(330)));

        assertThat(house.published()).isEmpty();
    }

    @Test
    void whoeverMayNotIsToldWhoMay() {
        JsonNode answer = slack.command(SAM, OPERATIONS, "repair shop");

        assertThat(answer.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(text(answer))
                .contains("You may not `repair shop` here")
                .contains("operators: anna, <@U0OLGA>")
                .contains("in <#C0OPS>");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void whatIsAllowedInOneChannelIsRefusedInAnother() {
        assertThat(text(slack.command(ANNA, LOUNGE, "repair shop"))).contains("You may not");
        assertThat(text(slack.command(ANNA, OPERATIONS, "repair lab"))).contains("You may not");
        assertThat(house.published()).isEmpty();
        assertThat(text(slack.command(ANNA, OPERATIONS, "repair team-red"))).contains("on its way");
        assertThat(house.published()).hasSize(1);
    }

    @Test
    void helpTellsOnlyWhatThisPersonMayDoHere() {
        assertThat(text(slack.command(SAM, OPERATIONS, "help")))
                .contains("status [NAME]")
                .doesNotContain("destroy");
        assertThat(text(slack.command(ANNA, OPERATIONS, "help grant")))
                .contains("/sallyport grant shop user:anna@example.com for 2h");
    }

    @Test
    void aSlipIsAnsweredWithTheNearestVerb() {
        assertThat(text(slack.command(ANNA, OPERATIONS, "repiar shop"))).contains("perhaps repair was meant");
    }

    @Test
    void anAddressThatSlackMadeALinkOfIsAnAddress() {
        slack.command(ANNA, OPERATIONS, "revoke shop <mailto:sam@example.com|sam@example.com>");

        assertThat(house.published())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.path("principal").asText()).isEqualTo("user:sam@example.com"));
    }

    @Test
    void destroyingTakesASecondPerson() {
        JsonNode asked = slack.command(ANNA, OPERATIONS, "destroy shop");
        assertThat(asked.path("response_type").asText()).isEqualTo("in_channel");
        assertThat(house.published()).isEmpty();
        String ticket = button(asked);

        assertThat(text(slack.press(ANNA, OPERATIONS, ticket))).contains("It takes somebody else");
        assertThat(text(slack.press(SAM, OPERATIONS, ticket))).contains("You may not");
        assertThat(text(slack.press(OLGA, LOUNGE, ticket))).contains("You may not");
        assertThat(house.published()).isEmpty();

        assertThat(text(slack.press(OLGA, OPERATIONS, ticket))).contains("`destroy shop` is on its way");
        slack.press(OLGA, OPERATIONS, ticket);
        List<JsonNode> requests = house.published();
        assertThat(requests).isNotEmpty().allSatisfy(request -> {
            assertThat(request.path("action").asText()).isEqualTo("destroy");
            assertThat(request.path("by").asText())
                    .isEqualTo("coyote (slack:U0OLGA) in slack:C0OPS, asked by slack:U0ANNA");
        });
        assertThat(requests.stream().map(request -> request.path("requestId")).distinct())
                .hasSize(1);
    }

    @Test
    void aButtonThatWasAlteredDoesNothing() {
        String ticket = button(slack.command(ANNA, OPERATIONS, "destroy shop"));
        String altered = ticket.substring(0, 10) + (ticket.charAt(10) == 'A' ? 'B' : 'A') + ticket.substring(11);

        assertThat(text(slack.press(OLGA, OPERATIONS, altered))).contains("none of Sallyport's");
        assertThat(text(slack.press(OLGA, OPERATIONS, "e30.e30"))).contains("none of Sallyport's");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void statusIsDrawnAsTheBlueprint() {
        house.api(
                "POST",
                "/v1/projects/" + ChatHouse.PROJECT + "/databases/(default)/documents/deployments?documentId=shop",
                SomeDeployment.failedInAccess("shop"));

        String status = text(slack.command(SAM, LOUNGE, "status shop"));

        assertThat(status)
                .contains("shop in shop-project, generation 2: failed")
                .contains("✔ firewall           1.2 s\n")
                .contains("\n        ✘ access\n")
                .contains("*access failed:* no &lt;such&gt; principal\n*What to do:* name another");
        assertThat(text(slack.command(SAM, LOUNGE, "list"))).contains("`shop`  failed, generation 2");
        assertThat(text(slack.command(SAM, LOUNGE, "status lab"))).contains("There is no deployment `lab`");
    }

    /** Signed, so that they come past the signature; {@link RandomBodiesTest} has many more of them. */
    @Test
    void everySignedBodyIsAnsweredWhateverItHolds() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            byte[] body = RandomBody.slack(random);
            assertThat(slack.call(body, Instant.now()).statusCode())
                    .as(new String(body, UTF_8))
                    .isEqualTo(200);
        }
        assertThat(house.published()).isEmpty();
    }

    private static void assertTurnedAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    private static String text(JsonNode message) {
        StringBuilder text = new StringBuilder();
        message.path("blocks")
                .forEach(block -> text.append(block.at("/text/text").asText()).append('\n'));
        return text.toString();
    }

    private static String button(JsonNode message) {
        return message.findValue("elements").get(0).path("value").asText();
    }
}
