package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as Slack's Block Kit has it, within its limits: 50 blocks, 3,000 characters in a section, 75 on a button
 * (docs.slack.dev/reference/block-kit/blocks).
 */
final class SlackMessage {
    private static final int LONGEST_SECTION = 3000;
    private static final int LONGEST_LABEL = 75;
    private static final int MOST_BLOCKS = 50;
    private static final String FENCE = "```";

    private SlackMessage() {}

    /** For the answer to a slash command, and for its response URL. */
    static ObjectNode of(Reply reply, SlackDialect dialect) {
        ObjectNode message = Json.object();
        message.put("response_type", reply.isPublic() ? "in_channel" : "ephemeral");
        message.put("text", bounded(reply.title(), LONGEST_SECTION));
        ArrayNode blocks = message.putArray("blocks");
        section(blocks, "*" + reply.title() + "*");
        reply.paragraphs().forEach(paragraph -> section(blocks, paragraph));
        reply.drawing().ifPresent(drawing -> parts(dialect.plain(drawing)).forEach(part -> section(blocks, part)));
        if (!reply.buttons().isEmpty()) {
            buttons(blocks, reply.buttons());
        }
        while (blocks.size() > MOST_BLOCKS) {
            blocks.remove(MOST_BLOCKS - 1);
        }
        return message;
    }

    private static void section(ArrayNode blocks, String text) {
        ObjectNode section = blocks.addObject().put("type", "section");
        section.putObject("text").put("type", "mrkdwn").put("text", bounded(text, LONGEST_SECTION));
    }

    private static void buttons(ArrayNode blocks, List<Reply.Button> buttons) {
        ArrayNode elements = blocks.addObject().put("type", "actions").putArray("elements");
        for (Reply.Button button : buttons) {
            ObjectNode element =
                    elements.addObject().put("type", "button").put("action_id", "press-" + elements.size());
            element.put("value", button.value());
            element.putObject("text").put("type", "plain_text").put("text", bounded(button.label(), LONGEST_LABEL));
            if (button.isDangerous()) {
                element.put("style", "danger");
            } else if (button.equals(buttons.get(0))) {
                element.put("style", "primary");
            }
        }
    }

    /** A drawing too long for one section goes on in the next. */
    private static List<String> parts(String drawing) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : drawing.split("\n")) {
            String bounded = bounded(line, 500);
            if (part.length() + bounded.length() + 2 * FENCE.length() + 2 > LONGEST_SECTION) {
                parts.add(FENCE + part + FENCE);
                part.setLength(0);
            }
            part.append(bounded).append('\n');
        }
        parts.add(FENCE + part + FENCE);
        return parts;
    }

    private static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
