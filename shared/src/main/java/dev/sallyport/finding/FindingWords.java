package dev.sallyport.finding;

import java.time.Duration;
import java.util.stream.Collectors;

/** Findings in words, for events and messages. */
public final class FindingWords {
    private FindingWords() {}

    /** What has happened, in the first line; then what was seen, the evidence and the remedy. */
    public static String of(Happening happening) {
        Finding finding = happening.finding();
        Control control = Controls.get(finding.last().control());
        String first = finding.severity() + ": " + finding.last().control() + " of "
                + finding.last().subject() + " " + outcome(happening);
        return switch (happening.kind()) {
            case OPENED, CHANGED -> first + "\n" + finding.last().seen() + "\n" + evidence(finding) + control.remedy();
            case STUCK -> first + "\n" + finding.last().seen() + "\n" + evidence(finding) + stuck();
            case CLOSED, REPAIRED -> first;
        };
    }

    private static String outcome(Happening happening) {
        return switch (happening.kind()) {
            case OPENED -> "was found";
            case CHANGED -> "has changed";
            case CLOSED -> "is no more; nobody had asked for a repair";
            case REPAIRED ->
                "was repaired within "
                        + inSeconds(happening.finding().timeToRepair().orElse(Duration.ZERO));
            case STUCK -> "is left to a person";
        };
    }

    private static String stuck() {
        return "It was repaired " + RepairPlan.MOST_REPAIRS + " times within "
                + RepairPlan.WINDOW.toHours()
                + " hours and came back each time: find out from the audit log who changes"
                + " it, then repair or mute it.";
    }

    private static String evidence(Finding finding) {
        return finding.last().evidence().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String inSeconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
