package dev.sallyport.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposureReportTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final WayIn SITE = new FrontEnd("r", "203.0.113.5", 443, true, "203.0.113.5", "/");
    private static final Answer SIGN_IN = new ByIap(302, true);

    @Test
    void waysOfOneKindThatAnsweredAlikeAreOneLineAndFrontEndsComeFirst() {
        Timeline timeline = unexposed(
                course(vm("a", 80), Guise.NONE, span(Unanswered.DROPPED, 3.0, 9.0, 40)),
                course(vm("b", 80), Guise.NONE, span(Unanswered.DROPPED, 3.5, 9.5, 38)),
                course(vm("b", 22), Guise.NONE, span(Unanswered.REFUSED, 3.5, 9.5, 38)),
                course(neighbour("a", "b"), Guise.NONE, span(Unanswered.DROPPED, 3.5, 9.5, 30)),
                course(neighbour("b", "a"), Guise.NONE, span(Unanswered.DROPPED, 3.5, 9.5, 30)),
                course(SITE, Guise.NONE, span(SIGN_IN, 8.0, 9.4, 1000)),
                course(SITE, Guise.FORGED_ASSERTION, span(SIGN_IN, 8.1, 9.5, 1000)));

        assertThat(lines(timeline, Display.file()))
                .containsExactly(
                        "",
                        "What strangers got meanwhile",
                        "  + https://203.0.113.5/            8.0 s to 9.5 s  sent away to sign in, 2,000 times",
                        "  + 2 VMs from outside, port 80     3.0 s to 9.5 s  dropped, 78 times",
                        "  + b from outside, port 22         3.5 s to 9.5 s  refused, 38 times",
                        "  + from VM to VM, 2 ways, port 80  3.5 s to 9.5 s  dropped, 60 times",
                        "First byte of the application served to a stranger: never");
    }

    @Test
    void answersThatChangedAreOneBelowTheOther() {
        Timeline timeline = unexposed(
                course(SITE, Guise.NONE, span(new ByLoadBalancer(502), 8.0, 8.0, 1), span(SIGN_IN, 8.1, 9.5, 12)));

        assertThat(lines(timeline, Display.file()))
                .contains(
                        "  + https://203.0.113.5/  8.0 s           502 by the load balancer, once",
                        "  +                       8.1 s to 9.5 s  sent away to sign in, 12 times");
    }

    @Test
    void aDisguiseIsNamedWhereItMadeADifference() {
        Timeline timeline = unexposed(
                course(SITE, Guise.NONE, span(SIGN_IN, 8.0, 9.5, 10)),
                course(SITE, Guise.FORGED_IDENTITY, span(new ByIap(403, false), 8.0, 9.5, 10)));

        assertThat(lines(timeline, Display.file()))
                .anyMatch(line -> line.startsWith("  + https://203.0.113.5/ with a forged identity ")
                        && line.endsWith("403 by Identity-Aware Proxy, 10 times"));
    }

    @Test
    void anExposureIsMarkedAndSaidWithItsTimeItsWayAndWhatWasServed() {
        Answer served = new Served(200, "Unauthorized request.");
        Timeline timeline = new Timeline(
                List.of(course(SITE, Guise.NONE, span(served, 8.0, 8.2, 3), span(SIGN_IN, 8.3, 9.5, 12))),
                Optional.of(new Sighting(new Attempt(SITE, Guise.NONE), at(8.0), served)),
                List.of());

        assertThat(lines(timeline, Display.file()))
                .contains("  x https://203.0.113.5/  8.0 s to 8.2 s  200 by the application, 3 times")
                .endsWith("First byte of the application served to a stranger: after 8.0 s, https://203.0.113.5/,"
                        + " \"Unauthorized request.\"");
    }

    @Test
    void withoutAnythingTriedNeverIsNotSaid() {
        assertThat(lines(unexposed(), Display.file()))
                .endsWith(
                        "First byte of the application served to a stranger: unknown, for there was no way in to try");
    }

    @Test
    void afterTroubleNeverIsNotSaidEither() {
        Timeline timeline = new Timeline(
                List.of(course(SITE, Guise.NONE, span(SIGN_IN, 8.0, 9.5, 10))), Optional.empty(), List.of("no proxy"));

        assertThat(lines(timeline, Display.file()))
                .contains("  x Not everything could be tried: no proxy")
                .endsWith(
                        "First byte of the application served to a stranger: unknown, for not everything could be tried");
    }

    @Test
    void onATerminalAnswersAreWrappedBelowTheirFirstWord() {
        Timeline timeline = unexposed(course(SITE, Guise.NONE, span(SIGN_IN, 8.0, 9.5, 10)));

        assertThat(lines(timeline, new Display(64, 24, false, false)))
                .contains(
                        "  + https://203.0.113.5/  8.0 s to 9.5 s  sent away to sign in,",
                        "                                          10 times");
    }

    private static List<String> lines(Timeline timeline, Display display) {
        return ExposureReport.lines(timeline, START, display);
    }

    private static Timeline unexposed(Course... courses) {
        return new Timeline(List.of(courses), Optional.empty(), List.of());
    }

    private static Course course(WayIn way, Guise guise, Span... spans) {
        return new Course(new Attempt(way, guise), List.of(spans));
    }

    private static Span span(Answer answer, double first, double last, long times) {
        return new Span(answer, at(first), at(last), times);
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private static WayIn vm(String name, int port) {
        return new VmAddress("projects/p/zones/z/instances/" + name, "203.0.113." + name.charAt(0), port);
    }

    private static WayIn neighbour(String from, String to) {
        return new Neighbour(
                "projects/p/zones/z/instances/" + from, "projects/p/zones/z/instances/" + to, "10.0.0." + to, 80);
    }
}
