package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Slack publishes of the messages it takes (docs.slack.dev/reference/block-kit): types, members that must be there and
 * lengths.
 */
final class SlackLimits {
    private SlackLimits() {}

    static void check(JsonNode message) {
        assertThat(message.path("response_type").asText()).isIn("ephemeral", "in_channel");
        assertThat(message.path("text").asText()).isNotBlank();
        assertThat(message.path("blocks")).hasSizeBetween(1, 50);
        message.path("blocks").forEach(SlackLimits::checkBlock);
    }

    private static void checkBlock(JsonNode block) {
        switch (block.path("type").asText()) {
            case "section" -> {
                assertThat(block.at("/text/type").asText()).isEqualTo("mrkdwn");
                assertThat(block.at("/text/text").asText()).hasSizeBetween(1, 3000);
            }
            case "actions" -> {
                assertThat(block.path("elements")).hasSizeBetween(1, 25);
                block.path("elements").forEach(SlackLimits::checkButton);
            }
            default -> throw new AssertionError("a block of the type " + block.path("type"));
        }
    }

    private static void checkButton(JsonNode button) {
        assertThat(button.path("type").asText()).isEqualTo("button");
        assertThat(button.at("/text/type").asText()).isEqualTo("plain_text");
        assertThat(button.at("/text/text").asText()).hasSizeBetween(1, 75);
        assertThat(button.path("action_id").asText()).hasSizeBetween(1, 255);
        assertThat(button.path("value").asText()).hasSizeBetween(1, 2000);
        assertThat(button.path("style").asText()).isIn("primary", "danger");
    }
}
