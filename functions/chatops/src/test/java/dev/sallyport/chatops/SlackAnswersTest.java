package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.chatops.SlackRequest.Press;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Slack's response URLs take five posts within 30 minutes. */
@ExtendWith(LocalCloudExtension.class)
class SlackAnswersTest {
    private static final Instant PRESSED = Instant.parse("2026-11-27T12:00:00Z");
    private static final Reply PUBLIC = Reply.toEverybody("done");
    private static final Reply PRIVATE = Reply.toAsker("not yet");

    private static final MetadataTokens NO_TOKENS = new MetadataTokens("nowhere.invalid", InstantSource.system());

    private final FakeChats slack = new FakeChats();
    private Instant now = PRESSED;

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void afterFivePostsNothingMoreIsPostedThere(LocalCloud cloud) {
        SlackAnswers answers = answers(cloud, Map.of());
        String url = slack.responseUrl();

        for (int i = 0; i < 7; i++) {
            answers.send(press(url), PUBLIC);
        }
        assertThat(slack.responses()).hasSize(5);

        answers.send(press(slack.responseUrl()), PUBLIC);
        assertThat(slack.responses()).hasSize(1);
    }

    @Test
    void afterHalfAnHourNothingIsPostedThere(LocalCloud cloud) {
        SlackAnswers answers = answers(cloud, Map.of());
        String url = slack.responseUrl();

        now = PRESSED.plus(Duration.ofMinutes(30)).minusSeconds(1);
        answers.send(press(url), PUBLIC);
        assertThat(slack.responses()).hasSize(1);

        now = PRESSED.plus(Duration.ofMinutes(30));
        answers.send(press(url), PUBLIC);
        answers.send(press(slack.responseUrl()), PUBLIC);
        assertThat(slack.responses()).isEmpty();
    }

    @Test
    void theBotChangesTheMessageThen(LocalCloud cloud) {
        SlackAnswers answers = answers(cloud, Map.of("SALLYPORT_SLACK_BOT_TOKEN", botToken(cloud)));

        answers.send(press(slack.responseUrl()), PUBLIC);
        assertThat(slack.responses()).hasSize(1);
        assertThat(slack.calls("chat.update")).isEmpty();

        now = PRESSED.plus(Duration.ofMinutes(31));
        answers.send(press(slack.responseUrl()), PUBLIC);
        JsonNode update = only(slack.calls("chat.update"));
        assertThat(update.path("channel").asText()).isEqualTo("C0OPS");
        assertThat(update.path("ts").asText()).isEqualTo("1503435956.000247");
        assertThat(update.path("text").asText()).isEqualTo("done");
        assertThat(update.at("/headers/Authorization").asText()).isEqualTo("Bearer xoxb-bot-token");

        answers.send(press(slack.responseUrl()), PRIVATE);
        assertThat(only(slack.calls("chat.postEphemeral")).path("user").asText())
                .isEqualTo("U0ANNA");
        assertThat(slack.responses()).isEmpty();
    }

    private SlackAnswers answers(LocalCloud cloud, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("GOOGLE_CLOUD_PROJECT", ChatHouse.PROJECT);
        settings.put("SALLYPORT_API_ENDPOINT", cloud.apiEndpoint());
        settings.put("SALLYPORT_SLACK_HOOKS", slack.slackHooks());
        settings.put("SALLYPORT_SLACK_API", slack.url(""));
        return new SlackAnswers(new Office(ChatSettings.of(settings), () -> now));
    }

    private static String botToken(LocalCloud cloud) {
        GoogleApis google = new GoogleApis(Optional.of(cloud.apiEndpoint()), NO_TOKENS);
        String secrets = "/v1/projects/" + ChatHouse.PROJECT + "/secrets";
        ObjectNode secret = Json.object();
        secret.putObject("replication").putObject("automatic");
        google.post("secretmanager", secrets + "?secretId=bot", secret);
        ObjectNode version = Json.object();
        version.putObject("payload").put("data", Base64.getEncoder().encodeToString("xoxb-bot-token".getBytes(UTF_8)));
        google.post("secretmanager", secrets + "/bot:addVersion", version);
        return "projects/" + ChatHouse.PROJECT + "/secrets/bot/versions/latest";
    }

    private static Press press(String responseUrl) {
        Asker anna = new Asker("slack:U0ANNA", "anna", "slack:C0OPS");
        return new Press(anna, "", responseUrl, PRESSED.getEpochSecond(), "1503435956.000247");
    }

    private static JsonNode only(List<JsonNode> calls) {
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }
}
