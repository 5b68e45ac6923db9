package dev.sallyport.deployment;

import java.time.Duration;
import java.util.Map;

/** An event as the fields of its Firestore document, and back. */
final class EventDocument {
    private EventDocument() {}

    /** @param retention how long after it happened a TTL policy on {@code expires} may delete it */
    static Map<String, Object> write(Event event, Duration retention) {
        return Map.of(
                "at", DocumentFields.toTimestamp(event.at()),
                "expires", DocumentFields.toTimestamp(event.at().plus(retention)),
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
