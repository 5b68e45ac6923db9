package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as a message of Google Chat: a text of at most 4,096 characters, which only who asked may see where it is
 * meant for nobody else, and a card for the buttons (developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages).
 */
final class GoogleChatMessage {
    /** What buttons call, where they do not call a URL: the app has one thing to do when one is pressed. */
    static final String FUNCTION = "press";

    private static final int LONGEST_TEXT = 4096;
    private static final String FENCE = "```";

    private GoogleChatMessage() {}

    /**
     * For who asked, or for everybody where they did.
     *
     * @param function what buttons call
     */
    static ObjectNode of(Reply reply, ChatEvent event, GoogleChatDialect dialect, String function) {
        ObjectNode message = of(reply, dialect, function);
        if (!reply.isPublic()) {
            message.putObject("privateMessageViewer")
                    .put("name", event.asker().id().substring("chat:".length()));
        }
        return message;
    }

    /** For everybody, otherwise as {@link #of(Reply, ChatEvent, GoogleChatDialect, String)}. */
    static ObjectNode of(Reply reply, GoogleChatDialect dialect, String function) {
        ObjectNode message = text(reply, dialect);
        if (!reply.buttons().isEmpty()) {
            buttons(message, reply.buttons(), function);
        }
        return message;
    }

    /** As an add-on answers (developers.google.com/workspace/add-ons/chat/send-messages). */
    static ObjectNode inAddOn(ObjectNode message) {
        ObjectNode answer = Json.object();
        answer.putObject("hostAppDataAction")
                .putObject("chatDataAction")
                .putObject("createMessageAction")
                .set("message", message);
        return answer;
    }

    /** Without card and viewer, as a space's webhook takes it. */
    static ObjectNode text(Reply reply, GoogleChatDialect dialect) {
        List<String> parts = new ArrayList<>();
        parts.add("*" + reply.title() + "*");
        parts.addAll(reply.paragraphs());
        reply.drawing().ifPresent(drawing -> parts.add(FENCE + "\n" + dialect.plain(drawing) + "\n" + FENCE));
        return Json.object().put("text", bounded(String.join("\n", parts)));
    }

    private static void buttons(ObjectNode message, List<Reply.Button> buttons, String function) {
        ObjectNode card = message.putArray("cardsV2").addObject().put("cardId", "sallyport");
        ArrayNode widgets =
                card.putObject("card").putArray("sections").addObject().putArray("widgets");
        ArrayNode list = widgets.addObject().putObject("buttonList").putArray("buttons");
        buttons.forEach(button -> {
            ObjectNode action = list.addObject()
                    .put("text", button.label())
                    .putObject("onClick")
                    .putObject("action");
            action.put("function", function)
                    .putArray("parameters")
                    .addObject()
                    .put("key", ChatEvent.PARAMETER)
                    .put("value", button.value());
        });
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
    }
}
