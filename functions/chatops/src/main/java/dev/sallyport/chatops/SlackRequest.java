package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Slack sends: a slash command, or the press of a button. */
sealed interface SlackRequest {
    /** What Slack's ids look like: a person's, a channel's, a workspace's. */
    Pattern ID = Pattern.compile("[A-Z][A-Z0-9]{1,30}");

    /** Who it comes from. */
    Asker asker();

    /**
     * A command (docs.slack.dev/interactivity/implementing-slash-commands).
     *
     * @param command the command itself, such as {@code /sallyport}
     * @param requestId the same whenever Slack sends the command again
     */
    record SlashCommand(Asker asker, String command, String text, String requestId) implements SlackRequest {}

    /**
     * The press of a button (docs.slack.dev/reference/interaction-payloads/block_actions-payload).
     *
     * @param responseUrl where the answer goes
     * @param at when it was pressed, in seconds since 1970, which is when the address was made; 0 if Slack does not say
     * @param message the timestamp by which Slack knows the message with the button; empty for one that only one person
     *     sees
     * @param said what that message says, section by section
     */
    record Press(Asker asker, String value, String responseUrl, long at, String message, List<String> said)
            implements SlackRequest {
        public Press {
            said = List.copyOf(said);
        }
    }

    /** Nothing if it is something else. */
    static Optional<SlackRequest> read(byte[] body) {
        Form form = Form.of(body);
        JsonNode payload =
                Json.read(form.text("payload").getBytes(StandardCharsets.UTF_8)).orElse(MissingNode.getInstance());
        return payload.path("type").asText().equals("block_actions") ? press(payload) : slashCommand(form);
    }

    private static Optional<SlackRequest> slashCommand(Form form) {
        String trigger = form.text("trigger_id");
        if (trigger.isEmpty() || form.text("command").isEmpty()) {
            return Optional.empty();
        }
        String identity = form.text("team_id") + " " + form.text("user_id") + " " + trigger;
        String requestId =
                "slack-" + Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        return asker(form.text("user_id"), form.text("user_name"), form.text("channel_id"))
                .map(asker -> new SlashCommand(
                        asker, form.text("command"), SlackDialect.typed(form.text("text")), requestId));
    }

    private static Optional<SlackRequest> press(JsonNode payload) {
        JsonNode user = payload.path("user");
        return asker(
                        user.path("id").asText(),
                        user.path("username").asText(),
                        payload.at("/channel/id").asText())
                .map(asker -> new Press(
                        asker,
                        payload.at("/actions/0/value").asText(),
                        payload.path("response_url").asText(),
                        (long) payload.at("/actions/0/action_ts").asDouble(),
                        payload.at("/container/is_ephemeral").asBoolean()
                                ? ""
                                : payload.at("/container/message_ts").asText(),
                        said(payload.at("/message/blocks"))));
    }

    private static List<String> said(JsonNode blocks) {
        return blocks.valueStream()
                .filter(block -> block.at("/text/type").asText().equals("mrkdwn"))
                .map(block -> block.at("/text/text").asText())
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static Optional<Asker> asker(String user, String name, String channel) {
        return ID.matcher(user).matches() && ID.matcher(channel).matches()
                ? Optional.of(new Asker("slack:" + user, name, "slack:" + channel))
                : Optional.empty();
    }
}
