package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was said of a finding on the lifecycle topic.
 *
 * @param kind {@code finding-opened}, {@code finding-changed}, {@code finding-closed} or {@code repaired}
 * @param finding its id and control, severity, mode, title, text and remedy, and when that was seen
 */
record FindingNotice(String deployment, long generation, String kind, JsonNode finding) {

    /** Nothing if it tells of something else. */
    static Optional<FindingNotice> read(JsonNode told) {
        String kind = told.path("kind").asText();
        return switch (kind) {
            case "finding-opened", "finding-changed", "finding-closed", "repaired" ->
                Optional.of(new FindingNotice(
                        told.path("deployment").asText(),
                        told.path("generation").asLong(),
                        kind,
                        told.path("finding")));
            default -> Optional.empty();
        };
    }

    /** What was found at, by which one change of it is told from the next. */
    String id() {
        String identity = String.join(" ", deployment, kind, text("id"), text("at"));
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** The run in whose thread it belongs. */
    String run() {
        return News.run(deployment, generation);
    }

    /** For everybody, with buttons to repair it or to mute it for a day where a person is to decide. */
    Reply reply(Buttons buttons, Dialect dialect) {
        Reply reply =
                Reply.toEverybody(dialect.plain(title()), paragraphs(dialect).toArray(String[]::new));
        return isOpen() && text("mode").equals("ask")
                ? reply.with(repair(buttons)).with(mute(buttons))
                : reply;
    }

    private Optional<Reply.Button> repair(Buttons buttons) {
        return buttons.button("Repair", false, Ticket.Act.RUN, "repair " + deployment, "repair-" + id(), Asker.NOBODY);
    }

    /** A day's rest; who wants another time, or has a better reason, says so by the command. */
    private Optional<Reply.Button> mute(Buttons buttons) {
        String command = "mute " + deployment + " " + text("control") + " for 1d muted by a button in a chat";
        return text("control").isEmpty()
                ? Optional.empty()
                : buttons.button("Mute for a day", false, Ticket.Act.RUN, command, "mute-" + id(), Asker.NOBODY);
    }

    private String title() {
        String change = kind.equals("repaired") ? "repaired" : kind.replace('-', ' ');
        String severity = isOpen() ? ", " + text("severity").toLowerCase(Locale.ROOT) + " severity" : "";
        return deployment + ": " + change + severity + ": " + text("title");
    }

    private List<String> paragraphs(Dialect dialect) {
        List<String> paragraphs = new ArrayList<>();
        if (!text("text").isBlank()) {
            paragraphs.add(dialect.plain(text("text")));
        }
        if (isOpen() && !text("remedy").isBlank()) {
            paragraphs.add("*What to do:* " + dialect.plain(text("remedy")));
        }
        if (isOpen() && text("mode").equals("fix")) {
            paragraphs.add("It is being repaired.");
        }
        return paragraphs;
    }

    private boolean isOpen() {
        return kind.equals("finding-opened") || kind.equals("finding-changed");
    }

    private String text(String member) {
        return finding.path(member).asText();
    }
}
