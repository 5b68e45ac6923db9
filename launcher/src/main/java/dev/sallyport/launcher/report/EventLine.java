package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.deployment.Event;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An event on one line. */
public final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EventLine() {}

    /** For people: when, in which generation, where, what, by whom. */
    public static String text(Event event) {
        return String.format(
                Locale.ROOT,
                "%s  %-3s  %-17s  %-9s  %s (%s)",
                TIME.format(event.at()),
                event.generation() == 0 ? "-" : "g" + event.generation(),
                event.where(),
                event.kind().name().toLowerCase(Locale.ROOT),
                oneLine(event.text()),
                oneLine(event.who()));
    }

    /** For programs: an object with everything there is. */
    public static String json(Event event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", event.at().toString())
                .put("generation", event.generation())
                .put("where", event.where())
                .put("kind", event.kind().name())
                .put("text", event.text())
                .put("by", event.who())
                .put("id", event.id())
                .toString();
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\p{Cntrl}+", " ");
    }
}
