package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** IAP was off from 10 s to 13 s. */
class ConsequencesTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final WayIn SITE = new FrontEnd("r", "203.0.113.5", 443, true, "203.0.113.5", "/");
    private static final WayIn VM = new VmAddress("zones/z/instances/vm-1", "203.0.113.9", 80);
    private static final Answer SIGN_IN = new ByIap(302, true);
    private static final Answer HELLO = new Served(200, "Hello");

    private final List<String> printed = new ArrayList<>();
    private final Steps steps = new Steps(Display.file(), printed::add);

    @Test
    void whatIsServedByTheWayThatTheBreakOpensWhileItIsOpenIsTheBreaks() {
        print(course(SITE, span(SIGN_IN, 9, 10, 3), span(HELLO, 11, 12.5, 7), span(SIGN_IN, 13.2, 15, 4)));

        assertThat(steps.isAllRight()).isTrue();
        assertThat(printed)
                .containsExactly(
                        "  o while it was broken strangers were served 7 times, from 1.0 s to 2.5 s after the break, such"
                                + " as at https://203.0.113.5/: the break did that",
                        "  + by no other way, and at no time after the repair, was a stranger served, of 14 attempts");
    }

    @Test
    void whatIsServedAfterTheRepairIsNot() {
        print(course(SITE, span(HELLO, 11, 13.5, 7)));

        assertThat(steps.isAllRight()).isFalse();
        assertThat(printed)
                .contains("  x the break does not explain that strangers were served at https://203.0.113.5/ from 1.0 s"
                        + " to 3.5 s after it; it was mended after 3.0 s");
    }

    @Test
    void whatIsServedBeforeTheBreakIsNot() {
        print(course(SITE, span(HELLO, 9.5, 12, 7)));

        assertThat(steps.isAllRight()).isFalse();
        assertThat(printed).anyMatch(line -> line.contains(" from -0.5 s to 2.0 s "));
    }

    @Test
    void whatIsServedByAnotherWayIsNot() {
        print(course(VM, span(HELLO, 11, 12, 1)));

        assertThat(steps.isAllRight()).isFalse();
        assertThat(printed).anyMatch(line -> line.contains("served at vm-1 from outside, port 80 from 1.0 s"));
    }

    @Test
    void wherePeopleWereNotServedThatIsSaid() {
        print(course(SITE, span(SIGN_IN, 9, 15, 20)));

        assertThat(steps.isAllRight()).isTrue();
        assertThat(printed).contains("  + strangers were not seen being served while it was broken");
    }

    @Test
    void whereNothingCouldBeTriedNothingIsKnown() {
        print();
        assertThat(steps.isAllRight()).isFalse();

        printed.clear();
        print(new Timeline(List.of(course(SITE, span(SIGN_IN, 9, 15, 20))), Optional.empty(), List.of("no proxy")));
        assertThat(printed).contains("  x not everything could be tried: no proxy");
    }

    private void print(Course... courses) {
        print(new Timeline(List.of(courses), Optional.empty(), List.of()));
    }

    private void print(Timeline timeline) {
        new Consequences(timeline, Set.of(FrontEnd.class), at(10), at(13)).print(steps);
    }

    private static Course course(WayIn way, Span... spans) {
        return new Course(new Attempt(way, Guise.NONE), List.of(spans));
    }

    private static Span span(Answer answer, double first, double last, long times) {
        return new Span(answer, at(first), at(last), times);
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }
}
