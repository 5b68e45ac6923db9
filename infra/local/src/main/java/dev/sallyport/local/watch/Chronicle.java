package dev.sallyport.local.watch;

import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a timeline of what was seen, round by round. Equal answers in a row are one span, so that it grows with what
 * happens and not with time.
 */
final class Chronicle {
    private final Map<Attempt, List<Span>> spans = new LinkedHashMap<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private Optional<Sighting> firstByte = Optional.empty();
    private Set<Attempt> lastRound = Set.of();

    /** Adds what was seen of everything that could be tried: an attempt that is missing was not possible any more. */
    synchronized void add(List<Sighting> round) {
        round.forEach(this::add);
        lastRound = round.stream().map(Sighting::attempt).collect(Collectors.toUnmodifiableSet());
    }

    synchronized void trouble(String what) {
        troubles.add(what);
    }

    synchronized Timeline timeline() {
        return new Timeline(
                spans.entrySet().stream()
                        .map(entry -> new Course(entry.getKey(), List.copyOf(entry.getValue())))
                        .toList(),
                firstByte,
                List.copyOf(troubles));
    }

    private void add(Sighting sighting) {
        if (firstByte.isEmpty() && sighting.answer().isTheApplications()) {
            firstByte = Optional.of(sighting);
        }
        List<Span> course = spans.computeIfAbsent(sighting.attempt(), attempt -> new ArrayList<>());
        int last = course.size() - 1;
        if (last >= 0 && goesOn(course.get(last), sighting)) {
            course.set(last, longer(course.get(last), sighting.at()));
        } else {
            course.add(new Span(sighting.answer(), sighting.at(), sighting.at(), 1));
        }
    }

    private boolean goesOn(Span span, Sighting sighting) {
        return lastRound.contains(sighting.attempt()) && sighting.answer().repeats(span.answer());
    }

    private static Span longer(Span span, Instant last) {
        return new Span(span.answer(), span.first(), last, span.times() + 1);
    }
}
