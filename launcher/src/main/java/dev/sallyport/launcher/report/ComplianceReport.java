package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sallyport.finding.Compliance;
import dev.sallyport.finding.ComplianceJson;
import dev.sallyport.finding.Control;
import dev.sallyport.finding.Controls;
import dev.sallyport.finding.Finding;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** What re-checks have found, for people and for programs. */
public final class ComplianceReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CLOSED = 10;

    private ComplianceReport() {}

    /** A list with what is known of each deployment. */
    public static ArrayNode json(List<Compliance> known) {
        ArrayNode all = JSON.createArrayNode();
        known.forEach(compliance -> all.add(ComplianceJson.write(compliance)));
        return all;
    }

    public static void print(List<Compliance> known, Consumer<String> out) {
        if (known.isEmpty()) {
            out.accept("No deployment has been checked yet.");
        }
        known.forEach(compliance -> print(compliance, out));
    }

    private static void print(Compliance compliance, Consumer<String> out) {
        out.accept(compliance.deployment() + " in " + compliance.project() + ": " + standing(compliance));
        compliance.open().stream()
                .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::key))
                .forEach(finding -> open(finding, out));
        compliance
                .mutes()
                .forEach(mute -> out.accept("  muted      " + mute.control() + " until " + mute.until() + " by "
                        + mute.who() + ": " + mute.reason()));
        compliance.closed().stream().limit(MOST_CLOSED).forEach(finding -> out.accept("  over       " + over(finding)));
        out.accept("");
    }

    private static String standing(Compliance compliance) {
        String checked = compliance
                .checked()
                .map(at -> "checked " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("not checked yet");
        return switch (compliance.open().size()) {
            case 0 -> checked + ", nothing found";
            case 1 -> checked + ", 1 finding is open";
            default -> checked + ", " + compliance.open().size() + " findings are open";
        };
    }

    private static void open(Finding finding, Consumer<String> out) {
        Control control = Controls.get(finding.last().control());
        out.accept(String.format(
                "  %-10s %s: %s",
                finding.severity(), control.id(), finding.last().subject()));
        out.accept("             not so: " + control.title()
                + control.benchmark().map(number -> " (CIS " + number + ")").orElse(""));
        finding.last().evidence().forEach((what, value) -> out.accept("             " + what + ": " + value));
        out.accept("             since " + finding.opened().truncatedTo(ChronoUnit.SECONDS)
                + (finding.stuck() ? "; repaired again and again, and left to a person" : ""));
        out.accept("             what to do: " + control.remedy());
    }

    private static String over(Finding finding) {
        return finding.last().control() + ": " + finding.last().subject() + ", from "
                + finding.opened().truncatedTo(ChronoUnit.SECONDS) + " to "
                + finding.closed().orElseThrow().truncatedTo(ChronoUnit.SECONDS)
                + finding.timeToRepair()
                        .map(time -> ", repaired within " + time.toSeconds() + " s")
                        .orElse("");
    }
}
