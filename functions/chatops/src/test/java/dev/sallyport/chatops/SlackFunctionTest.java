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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's slash command over HTTP, with the function hosted as it is deployed. */
class SlackFunctionTest {
    private static final String DEPLOYMENTS =
            "/v1/projects/" + ChatHouse.PROJECT + "/databases/(default)/documents/deployments";

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

    /** However much later: what ends after a time ends when the first copy said. */
    @Test
    void theSameCommandForATimeDeliveredTwiceAsksForTheSameEnd() {
        String text = "grant shop user:sam@example.com for 2h";
        byte[] body = SlackCaller.slashCommand(ANNA, OPERATIONS, text, SlackCaller.trigger());
        Instant now = Instant.now();

        assertThat(slack.call(body, now).statusCode()).isEqualTo(200);
        assertThat(slack.call(body, now.plusSeconds(1)).statusCode()).isEqualTo(200);

        List<JsonNode> requests = house.published();
        assertThat(requests).hasSize(2).containsOnly(requests.get(0));
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
        slack.command(
                ANNA,
                OPERATIONS,
                "provision shop project=shop-project principals=user:<mailto:sam@example.com|sam@example.com>");

        assertThat(house.published())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.at("/principals/0").asText()).isEqualTo("user:sam@example.com"));
    }

    @Test
    void accessIsGrantedForATime() {
        slack.command(ANNA, OPERATIONS, "grant shop user:sam@example.com for 2h");

        assertThat(house.published()).singleElement().satisfies(request -> {
            assertThat(request.path("principal").asText()).isEqualTo("user:sam@example.com");
            assertThat(Instant.parse(request.path("until").asText()))
                    .isBetween(Instant.now().plusSeconds(7000), Instant.now().plusSeconds(7201));
        });
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
        String content = ticket.substring(0, ticket.indexOf('.'));
        String mark = ticket.substring(ticket.indexOf('.'));
        String other = new String(Base64.getUrlDecoder().decode(content), UTF_8).replace("shop", "team-red");
        String altered = Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(UTF_8));

        assertThat(text(slack.press(OLGA, OPERATIONS, altered + mark))).contains("none of Sallyport's");
        assertThat(text(slack.press(OLGA, OPERATIONS, content + ".AAAA"))).contains("none of Sallyport's");
        assertThat(text(slack.press(OLGA, OPERATIONS, content))).contains("none of Sallyport's");
        assertThat(text(slack.press(OLGA, OPERATIONS, "e30.e30"))).contains("none of Sallyport's");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void statusIsDrawnAsTheBlueprint() {
        house.api("POST", DEPLOYMENTS + "?documentId=shop", SomeDeployment.failedInAccess("shop"));

        String status = text(slack.command(SAM, LOUNGE, "status shop"));

        assertThat(status)
                .contains("shop in shop-project, generation 2: failed")
                .containsPattern("✔ firewall +1\\.2 s\n· instance-template\n")
                .contains("\n        ✘ access\n")
                .contains("*Guests:* user:sam@example.com until 2030-01-01T00:00:00Z")
                .contains("*access failed:* no &lt;such&gt; principal\n*What to do:* name another");
        assertThat(text(slack.command(SAM, LOUNGE, "list"))).contains("`shop`  failed, generation 2");
        assertThat(text(slack.command(SAM, LOUNGE, "status lab"))).contains("There is no deployment `lab`");
    }

    @Test
    void aFailedDeploymentCanBeRetriedByAButtonOfWhoeverMay() {
        house.api("POST", DEPLOYMENTS + "?documentId=team-blue", SomeDeployment.failedInAccess("team-blue"));

        String ticket = button(slack.command(ANNA, OPERATIONS, "status team-blue"));
        slack.press(OLGA, OPERATIONS, ticket);

        assertThat(house.published()).singleElement().satisfies(request -> {
            assertThat(request.path("action").asText()).isEqualTo("retry");
            assertThat(request.path("by").asText()).startsWith("coyote (slack:U0OLGA)");
        });
        assertThat(slack.command(ANNA, LOUNGE, "status shop").findValue("elements"))
                .isNull();
    }

    @Test
    void aPlanIsShownAndAppliedByItsDigest() {
        JsonNode asked = slack.command(ANNA, OPERATIONS, "plan team-green");
        JsonNode request = house.published().get(0);
        assertThat(request.at("/of/action").asText()).isEqualTo("repair");
        String show = button(asked);
        assertThat(text(slack.press(ANNA, OPERATIONS, show))).contains("The plan is not there yet");

        house.plan("team-green", request.path("requestId").asText(), "abc123");
        JsonNode plan = slack.press(ANNA, OPERATIONS, show);
        assertThat(text(plan)).contains("changes are pending").contains("access: change policy");
        assertThat(text(slack.press(SAM, OPERATIONS, button(plan)))).contains("You may not `repair team-green` here");
        assertThat(house.published()).isEmpty();

        slack.press(ANNA, OPERATIONS, button(plan));
        slack.press(OLGA, OPERATIONS, button(plan));
        assertThat(house.published())
                .hasSize(2)
                .allSatisfy(apply -> {
                    assertThat(apply.path("action").asText()).isEqualTo("apply");
                    assertThat(apply.path("plan").asText()).isEqualTo("abc123");
                    assertThat(apply.path("of").toString())
                            .isEqualTo("{\"action\":\"repair\",\"deployment\":\"team-green\"}");
                })
                .extracting(apply -> apply.path("requestId").asText())
                .containsOnly(request.path("requestId").asText() + "-apply");
    }

    @Test
    void aPlanThatIsCancelledIsLetBeAndLosesItsButtons() {
        JsonNode asked = slack.command(ANNA, OPERATIONS, "plan team-green");
        house.plan("team-green", house.published().get(0).path("requestId").asText(), "abc123");
        JsonNode plan = slack.press(ANNA, OPERATIONS, button(asked));
        String cancel = plan.findValue("elements").findValuesAsText("value").get(1);

        JsonNode cancelled = slack.press(ANNA, OPERATIONS, cancel);

        assertThat(text(cancelled)).contains("Let be by <@U0ANNA>");
        assertThat(cancelled.findValue("elements")).isNull();
        assertThat(house.published()).isEmpty();
    }

    /** Signed, so that they come past the signature; {@link RandomBodiesTest} has many more of them. */
    @Test
    void everySignedBodyIsAnsweredWhateverItHolds() {
        SplittableRandom random = new SplittableRandom(11);
        Instant now = Instant.now();
        for (int i = 0; i < 200; i++) {
            byte[] body = RandomBody.slack(random);
            // Two may be the same; at different times they are no replay of each other.
            assertThat(slack.call(body, now.minusSeconds(i)).statusCode())
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
