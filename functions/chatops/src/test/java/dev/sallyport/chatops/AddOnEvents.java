package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.SPACE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Events as Google Chat sends them to an app that is built as a Google Workspace add-on. */
final class AddOnEvents {
    private static final AtomicInteger MESSAGES = new AtomicInteger();

    private AddOnEvents() {}

    /** Somebody mentions the app. */
    static ObjectNode message(String user, String text, Instant at) {
        ObjectNode event = event(user, at);
        written(event.withObject("/chat/messagePayload"), text);
        return event;
    }

    /** Somebody uses its slash command. */
    static ObjectNode command(String user, String text, Instant at) {
        ObjectNode event = event(user, at);
        ObjectNode payload = event.withObject("/chat/appCommandPayload");
        written(payload, text);
        payload.putObject("appCommandMetadata").put("appCommandId", 1).put("appCommandType", "SLASH_COMMAND");
        return event;
    }

    static ObjectNode pressed(String user, String ticket, Instant at) {
        ObjectNode event = event(user, at);
        ObjectNode payload = event.withObject("/chat/buttonClickedPayload");
        payload.putObject("space").put("name", SPACE);
        payload.putObject("message").put("name", SPACE + "/messages/1");
        event.withObject("/commonEventObject/parameters").put("ticket", ticket);
        return event;
    }

    private static void written(ObjectNode payload, String text) {
        payload.putObject("space").put("name", SPACE).put("spaceType", "SPACE");
        payload.putObject("message")
                .put("name", SPACE + "/messages/" + MESSAGES.incrementAndGet())
                .put("argumentText", text)
                .put("text", "/sallyport " + text);
    }

    private static ObjectNode event(String user, Instant at) {
        ObjectNode event = Json.object();
        event.putObject("commonEventObject").put("hostApp", "CHAT").put("platform", "WEB");
        event.putObject("authorizationEventObject").put("systemIdToken", "not.looked.at");
        ObjectNode chat = event.putObject("chat").put("eventTime", at.toString());
        chat.putObject("user").put("name", user).put("displayName", "Anna").put("type", "HUMAN");
        return event;
    }
}
