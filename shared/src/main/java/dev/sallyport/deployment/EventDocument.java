package dev.sallyport.deployment;

import java.util.Map;

/** An event as the fields of its Firestore document, and back. */
final class EventDocument {
    private EventDocument() {}

    static Map<String, Object> write(Event event) {
        return Map.of(
                "at", DocumentFields.toTimestamp(event.at()),
                "who", event.who(),
                "where", event.where(),
                "kind", event.kind().name(),
                "generation", event.generation(),
                "text", event.text());
    }

    static Event read(String id, DocumentFields fields) {
        return new Event(
                id,
                fields.time("at"),
                fields.text("who"),
                fields.text("where"),
                fields.constant("kind", Event.Kind.class),
                fields.number("generation"),
                fields.text("text"));
    }
}
