package dev.sallyport.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An event as the fields of its Firestore document, and back. */
final class EventDocument {
    private EventDocument() {}

    /** @param retention how long after it happened a TTL policy on {@code expires} may delete it */
    static Map<String, Object> write(Event event, Duration retention) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("at", DocumentFields.toTimestamp(event.at()));
        fields.put("expires", DocumentFields.toTimestamp(event.at().plus(retention)));
        fields.put("who", event.who());
        fields.put("where", event.where());
        fields.put("kind", event.kind().name());
        fields.put("generation", event.generation());
        fields.put("text", event.text());
        event.digest().ifPresent(digest -> fields.put("digest", digest));
        return fields;
    }

    static Event read(String id, DocumentFields fields) {
        return new Event(
                id,
                fields.time("at"),
                fields.text("who"),
                fields.text("where"),
                fields.constant("kind", Event.Kind.class),
                fields.number("generation"),
                fields.text("text"),
                fields.optionalText("digest"));
    }
}
