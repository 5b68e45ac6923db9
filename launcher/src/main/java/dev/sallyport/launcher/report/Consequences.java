package dev.sallyport.launcher.report;

import dev.sallyport.launcher.progress.Durations;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What strangers got of an application that somebody broke: what the break explains, and what it does not.
 *
 * @param timeline what strangers got from before the break until after the repair
 * @param opened the kinds of ways that the break opens by itself
 * @param broken when that began
 * @param mended when the stage that mended it had done so
 */
public record Consequences(Timeline timeline, Set<Class<? extends WayIn>> opened, Instant broken, Instant mended) {
    public Consequences {
        opened = Set.copyOf(opened);
    }

    private record Served(Attempt attempt, Span span) {}

    /** Prints them; whatever the break does not explain is wrong, and so is what could not be tried. */
    public void print(Steps steps) {
        List<Served> explained = served().stream().filter(this::isExplained).toList();
        if (explained.isEmpty()) {
            steps.right("strangers were not seen being served while it was broken");
        } else {
            steps.note(caused(explained));
        }
        timeline.troubles().forEach(trouble -> steps.wrong("not everything could be tried: " + trouble));
        List<Served> others = served().stream().filter(one -> !isExplained(one)).toList();
        others.forEach(one -> steps.wrong(unexplained(one)));
        if (timeline.attempts() == 0) {
            steps.wrong("what strangers got is unknown, for there was no way in to try");
        } else if (others.isEmpty() && timeline.troubles().isEmpty()) {
            steps.right("by no other way, and at no time after the repair, was a stranger served, of "
                    + String.format(Locale.ROOT, "%,d", timeline.attempts()) + " attempts");
        }
    }

    private List<Served> served() {
        return timeline.courses().stream()
                .flatMap(course -> course.spans().stream().map(span -> new Served(course.attempt(), span)))
                .filter(one -> one.span().answer().isTheApplications())
                .toList();
    }

    private boolean isExplained(Served one) {
        return opened.stream().anyMatch(kind -> kind.isInstance(one.attempt().way()))
                && !one.span().first().isBefore(broken)
                && !one.span().last().isAfter(mended);
    }

    private String caused(List<Served> explained) {
        Instant first = explained.stream()
                .map(one -> one.span().first())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = explained.stream()
                .map(one -> one.span().last())
                .max(Instant::compareTo)
                .orElseThrow();
        long times = explained.stream().mapToLong(one -> one.span().times()).sum();
        return "while it was broken strangers were served " + (times == 1 ? "once" : times + " times") + ", from "
                + since(first) + " to " + since(last) + " after the break, such as at "
                + TriedWays.label(explained.get(0).attempt())
                + ": the break did that";
    }

    private String unexplained(Served one) {
        return "the break does not explain that strangers were served at " + TriedWays.label(one.attempt()) + " from "
                + since(one.span().first()) + " to " + since(one.span().last())
                + " after it; it was mended after " + since(mended);
    }

    /** Before the break too, which a duration for people cannot say. */
    private String since(Instant at) {
        return at.isBefore(broken)
                ? "-" + Durations.readable(Duration.between(at, broken))
                : Durations.readable(Duration.between(broken, at));
    }
}
