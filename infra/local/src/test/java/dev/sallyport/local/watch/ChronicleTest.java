package dev.sallyport.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Attempt ONE = attempt("203.0.113.1");
    private static final Attempt TWO = attempt("203.0.113.2");
    private static final Answer SIGN_IN = new ByIap(302, true);

    private final Chronicle chronicle = new Chronicle();

    @Test
    void equalAnswersInARowAreOneSpan() {
        chronicle.add(List.of(seen(ONE, 1, Unanswered.DROPPED)));
        chronicle.add(List.of(seen(ONE, 2, Unanswered.DROPPED)));
        chronicle.add(List.of(seen(ONE, 3, Unanswered.DROPPED)));

        assertThat(chronicle.timeline().courses())
                .containsExactly(new Course(ONE, List.of(new Span(Unanswered.DROPPED, at(1), at(3), 3))));
    }

    @Test
    void anotherAnswerBeginsAnotherSpanEvenIfItWasHeardBefore() {
        chronicle.add(List.of(seen(ONE, 1, new ByLoadBalancer(502))));
        chronicle.add(List.of(seen(ONE, 2, SIGN_IN)));
        chronicle.add(List.of(seen(ONE, 3, SIGN_IN)));
        chronicle.add(List.of(seen(ONE, 4, new ByLoadBalancer(502))));

        assertThat(chronicle.timeline().courses().get(0).spans())
                .containsExactly(
                        new Span(new ByLoadBalancer(502), at(1), at(1), 1),
                        new Span(SIGN_IN, at(2), at(3), 2),
                        new Span(new ByLoadBalancer(502), at(4), at(4), 1));
    }

    @Test
    void statusesAreToldApart() {
        chronicle.add(List.of(seen(ONE, 1, new ByLoadBalancer(404))));
        chronicle.add(List.of(seen(ONE, 2, new ByLoadBalancer(502))));

        assertThat(chronicle.timeline().courses().get(0).spans()).hasSize(2);
    }

    @Test
    void aWayThatWasGoneInBetweenIsNotSaidToHaveBeenTriedThen() {
        chronicle.add(List.of(seen(ONE, 1, Unanswered.DROPPED), seen(TWO, 1, Unanswered.DROPPED)));
        chronicle.add(List.of(seen(TWO, 2, Unanswered.DROPPED)));
        chronicle.add(List.of(seen(ONE, 3, Unanswered.DROPPED), seen(TWO, 3, Unanswered.DROPPED)));

        assertThat(chronicle.timeline().courses())
                .containsExactly(
                        new Course(
                                ONE,
                                List.of(
                                        new Span(Unanswered.DROPPED, at(1), at(1), 1),
                                        new Span(Unanswered.DROPPED, at(3), at(3), 1))),
                        new Course(TWO, List.of(new Span(Unanswered.DROPPED, at(1), at(3), 3))));
    }

    @Test
    void anApplicationThatSaysSomethingNewEachTimeIsOneSpanWithWhatItSaidFirst() {
        chronicle.add(List.of(seen(ONE, 1, new Served(200, "I am vm-1."))));
        chronicle.add(List.of(seen(ONE, 2, new Served(200, "I am vm-2."))));

        assertThat(chronicle.timeline().courses().get(0).spans())
                .containsExactly(new Span(new Served(200, "I am vm-1."), at(1), at(2), 2));
    }

    @Test
    void theFirstByteIsTheFirstAnswerOfAnApplicationOnAnyWay() {
        Sighting first = seen(TWO, 2, new Served(200, "hello"));
        chronicle.add(List.of(seen(ONE, 1, SIGN_IN), seen(TWO, 1, Unanswered.REFUSED)));
        assertThat(chronicle.timeline().firstByte()).isEmpty();

        chronicle.add(List.of(seen(ONE, 2, SIGN_IN), first));
        chronicle.add(List.of(seen(ONE, 3, new Served(200, "hello")), seen(TWO, 3, SIGN_IN)));

        assertThat(chronicle.timeline().firstByte()).contains(first);
    }

    @Test
    void everyAttemptIsCounted() {
        chronicle.add(List.of(seen(ONE, 1, SIGN_IN), seen(TWO, 1, Unanswered.REFUSED)));
        chronicle.add(List.of(seen(ONE, 2, SIGN_IN), seen(TWO, 2, Unanswered.DROPPED)));

        assertThat(chronicle.timeline().attempts()).isEqualTo(4);
    }

    @Test
    void aTimelineThatWasHandedOutDoesNotChange() {
        chronicle.add(List.of(seen(ONE, 1, SIGN_IN)));
        Timeline before = chronicle.timeline();

        chronicle.add(List.of(seen(ONE, 2, SIGN_IN)));

        assertThat(before.attempts()).isEqualTo(1);
    }

    @Test
    void theSameTroubleIsToldOnce() {
        chronicle.trouble("no proxy");
        chronicle.trouble("no proxy");

        assertThat(chronicle.timeline().troubles()).containsExactly("no proxy");
    }

    private static Sighting seen(Attempt attempt, int second, Answer answer) {
        return new Sighting(attempt, at(second), answer);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Attempt attempt(String address) {
        return new Attempt(new VmAddress("projects/p/zones/z/instances/vm", address, 80), Guise.NONE);
    }
}
