package dev.sallyport.launcher.report;

import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What strangers got during a run, for people: a line for each kind of way in, and whether any led to the application. */
public final class ExposureReport {
    private final Timeline timeline;
    private final Instant start;
    private final Display display;

    private ExposureReport(Timeline timeline, Instant start, Display display) {
        this.timeline = timeline;
        this.start = start;
        this.display = display;
    }

    /**
     * The lines to print.
     *
     * @param start when the run began, from which times are counted
     */
    public static List<String> lines(Timeline timeline, Instant start, Display display) {
        return new ExposureReport(timeline, start, display)
                .text().stream().map(line -> line.render(display)).toList();
    }

    private List<Text> text() {
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(""));
        lines.add(Text.of("What strangers got meanwhile"));
        List<TriedWays> all = TriedWays.of(timeline);
        int label = all.stream().mapToInt(ways -> ways.label().length()).max().orElse(0);
        int period = all.stream()
                .flatMap(ways -> ways.spans().stream())
                .mapToInt(span -> period(span).length())
                .max()
                .orElse(0);
        all.forEach(ways -> lines.addAll(rows(ways, label, period)));
        timeline.troubles().forEach(trouble -> lines.addAll(trouble(trouble)));
        lines.addAll(verdict());
        return lines;
    }

    private List<Text> rows(TriedWays ways, int labelWidth, int periodWidth) {
        List<Text> lines = new ArrayList<>();
        String label = ways.label();
        for (Span span : ways.spans()) {
            Text row =
                    mark(span).add(" " + padded(label, labelWidth) + "  " + padded(period(span), periodWidth) + "  ");
            String times = span.times() == 1 ? "once" : String.format(Locale.ROOT, "%,d times", span.times());
            lines.addAll(HangingText.lines(row, Tone.FAINT, AnswerWords.of(span.answer()) + ", " + times, display));
            label = "";
        }
        return lines;
    }

    private Text mark(Span span) {
        return Text.of("  ")
                .add(
                        span.answer().isTheApplications() ? Tone.BAD : Tone.GOOD,
                        span.answer().isTheApplications()
                                ? display.glyphs().failed()
                                : display.glyphs().done());
    }

    private List<Text> trouble(String what) {
        Text start = Text.of("  ").add(Tone.BAD, display.glyphs().failed()).add(" ");
        return HangingText.lines(start, Tone.PLAIN, "Not everything could be tried: " + what, display);
    }

    private List<Text> verdict() {
        Text start = Text.of("First byte of the application served to a stranger: ");
        Optional<Sighting> first = timeline.firstByte();
        if (first.isPresent()) {
            return HangingText.lines(start, Tone.BAD, where(first.get()), display);
        }
        if (timeline.attempts() == 0) {
            return HangingText.lines(start, Tone.PLAIN, "unknown, for there was no way in to try", display);
        }
        return timeline.troubles().isEmpty()
                ? List.of(start.add(Tone.GOOD, "never"))
                : HangingText.lines(start, Tone.PLAIN, "unknown, for not everything could be tried", display);
    }

    private String where(Sighting first) {
        Served served = (Served) first.answer();
        return "after " + since(first.at()) + ", " + TriedWays.label(first.attempt()) + ", \"" + served.beginning()
                + "\"";
    }

    private String period(Span span) {
        String from = since(span.first());
        String to = since(span.last());
        return from.equals(to) ? from : from + " to " + to;
    }

    private String since(Instant at) {
        return Durations.readable(Duration.between(start, at));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
