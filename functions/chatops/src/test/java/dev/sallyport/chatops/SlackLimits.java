package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Slack publishes of the messages it takes (docs.slack.dev/reference/block-kit, docs.slack.dev/reference/methods):
 * types, members that must be there and lengths.
 */
final class SlackLimits {
    private static final String CHANNEL = "[CGD][A-Z0-9]+";
    private static final String TIMESTAMP = "[0-9]{10}\\.[0-9]{6}";

    private SlackLimits() {}

    /** Of the answer to a command, or what is posted to a response URL. */
    static void check(JsonNode message) {
        assertThat(message.path("response_type").asText()).isIn("ephemeral", "in_channel");
        checkContent(message);
    }

    /** Of a call of one of Slack's methods. */
    static void checkCall(String method, JsonNode call) {
        assertThat(call.path("channel").asText()).matches(CHANNEL);
        assertThat(call.has("response_type")).isFalse();
        assertThat(call.path("thread_ts").asText("1503435956.000247")).matches(TIMESTAMP);
        switch (method) {
            case "chat.postMessage" -> assertThat(call.has("ts")).isFalse();
            case "chat.update" -> assertThat(call.path("ts").asText()).matches(TIMESTAMP);
            case "chat.postEphemeral" -> assertThat(call.path("user").asText()).matches("[UW][A-Z0-9]+");
            default -> throw new AssertionError("a method " + method);
        }
        checkContent(call);
    }

    private static void checkContent(JsonNode message) {
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
            case "actions" -> checkButtons(block.path("elements"));
            default -> throw new AssertionError("a block of the type " + block.path("type"));
        }
    }

    private static void checkButtons(JsonNode buttons) {
        assertThat(buttons).hasSizeBetween(1, 25);
        buttons.forEach(SlackLimits::checkButton);
        assertThat(buttons.findValuesAsText("action_id")).doesNotHaveDuplicates();
        assertThat(buttons.findValuesAsText("style"))
                .filteredOn("primary"::equals)
                .hasSizeLessThanOrEqualTo(1);
    }

    private static void checkButton(JsonNode button) {
        assertThat(button.path("type").asText()).isEqualTo("button");
        assertThat(button.at("/text/type").asText()).isEqualTo("plain_text");
        assertThat(button.at("/text/text").asText()).hasSizeBetween(1, 75);
        assertThat(button.path("action_id").asText()).hasSizeBetween(1, 255);
        assertThat(button.path("value").asText()).hasSizeBetween(1, 2000);
        assertThat(button.path("style").asText("primary")).isIn("primary", "danger");
    }
}
