package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * The event of a Chat app that is built as a Google Workspace add-on
 * (developers.google.com/workspace/add-ons/concepts/event-objects): the same as an interaction event, in other places.
 */
final class AddOnEvent {
    private static final String CHAT = "chat";
    private static final String PRESS = "buttonClickedPayload";

    private AddOnEvent() {}

    static boolean isOne(JsonNode event) {
        return event.path(CHAT).isObject();
    }

    /** As the interaction event that Chat would have sent. */
    static JsonNode asInteraction(JsonNode event) {
        JsonNode chat = event.path(CHAT);
        JsonNode payload = payload(chat);
        ObjectNode interaction = Json.object().put("type", type(chat));
        interaction.set("eventTime", chat.path("eventTime"));
        interaction.set("user", chat.path("user"));
        interaction.set("space", payload.path("space"));
        interaction.set("message", payload.path("message"));
        interaction.set("common", event.path("commonEventObject"));
        return interaction;
    }

    private static JsonNode payload(JsonNode chat) {
        return Stream.of("messagePayload", "appCommandPayload", PRESS, "addedToSpacePayload", "removedFromSpacePayload")
                .map(chat::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String type(JsonNode chat) {
        if (chat.has("messagePayload") || chat.has("appCommandPayload")) {
            return "MESSAGE";
        }
        return chat.has(PRESS) ? "CARD_CLICKED" : "OTHER";
    }
}
