package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.deployment.DeadLetterStore.Kept;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Dead letters, one below the other. */
public final class DeadLetterList {
    private DeadLetterList() {}

    /**
     * Prints them for people, or as one JSON array with {@code data} in Base64.
     *
     * @param line takes each line
     */
    public static void print(List<Kept> letters, boolean json, Consumer<String> line) {
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            letters.forEach(kept -> array.add(json(kept)));
            line.accept(array.toPrettyString());
        } else if (letters.isEmpty()) {
            line.accept("There is no dead letter.");
        } else {
            letters.forEach(kept -> print(kept, line));
        }
    }

    private static void print(Kept kept, Consumer<String> line) {
        DeadLetter letter = kept.letter();
        String source = letter.source().isEmpty() ? "" : "  from " + letter.source();
        String about = letter.deployment().map(name -> "  about " + name).orElse("");
        line.accept(EventLine.oneLine(letter.id() + "  " + kept.at().truncatedTo(ChronoUnit.SECONDS) + source + about));
        line.accept("  reason   " + EventLine.oneLine(letter.reason()));
        kept.outcome().ifPresent(outcome -> line.accept("  outcome  " + EventLine.oneLine(outcome)));
    }

    private static ObjectNode json(Kept kept) {
        DeadLetter letter = kept.letter();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.id())
                .put("at", kept.at().toString())
                .put("source", letter.source())
                .put("reason", letter.reason())
                .put("data", letter.data().toByteArray())
                .put("whole", letter.whole());
        letter.deployment().ifPresent(name -> node.put("deployment", name));
        letter.started()
                .ifPresent(start -> node.put("stage", start.stage().value()).put("generation", start.generation()));
        kept.outcome().ifPresent(outcome -> node.put("outcome", outcome));
        return node;
    }
}
