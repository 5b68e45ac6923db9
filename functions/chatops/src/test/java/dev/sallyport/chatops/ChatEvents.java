package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.SPACE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Interaction events as Google Chat sends them. */
final class ChatEvents {
    private static final AtomicInteger MESSAGES = new AtomicInteger();

    private ChatEvents() {}

    static ObjectNode message(String user, String text, Instant at) {
        ObjectNode event = event("MESSAGE", user, at);
        event.putObject("message")
                .put("name", SPACE + "/messages/" + MESSAGES.incrementAndGet())
                .put("argumentText", text)
                .put("text", "/sallyport " + text);
        return event;
    }

    static ObjectNode pressed(String user, String ticket, Instant at) {
        ObjectNode event = event("CARD_CLICKED", user, at);
        event.putObject("message").put("name", SPACE + "/messages/1");
        event.putObject("action")
                .putArray("parameters")
                .addObject()
                .put("key", "ticket")
                .put("value", ticket);
        return event;
    }

    private static ObjectNode event(String type, String user, Instant at) {
        ObjectNode event = Json.object().put("type", type).put("eventTime", at.toString());
        event.putObject("user").put("name", user).put("displayName", "Anna").put("type", "HUMAN");
        event.putObject("space").put("name", SPACE).put("type", "ROOM");
        return event;
    }
}
