package dev.sallyport.launcher.report;

import static java.util.stream.Collectors.joining;

import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Guise;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.Timeline.Span;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Ways in of one kind that gave the same answers in the same order, taken together. */
record TriedWays(List<Course> courses) {
    /** Front ends first, then the ways around them. */
    static List<TriedWays> of(Timeline timeline) {
        Map<List<Object>, List<Course>> alike = new LinkedHashMap<>();
        timeline.courses().stream()
                .sorted(Comparator.comparingInt(course -> rank(course.attempt().way())))
                .forEach(course -> alike.computeIfAbsent(likeness(course), key -> new ArrayList<>())
                        .add(course));
        return alike.values().stream().map(TriedWays::new).toList();
    }

    /** The first time, the last time and the number of times that any of the ways gave each answer. */
    List<Span> spans() {
        return IntStream.range(0, courses.get(0).spans().size())
                .mapToObj(i ->
                        courses.stream().map(course -> course.spans().get(i)).reduce(TriedWays::joined))
                .flatMap(span -> span.stream())
                .toList();
    }

    String label() {
        if (courses.size() == 1) {
            return label(courses.get(0).attempt());
        }
        WayIn one = courses.get(0).attempt().way();
        if (one instanceof FrontEnd frontEnd) {
            return frontEnd.url() + disguises();
        }
        long vms = courses.stream()
                .map(course -> between(course.attempt().way()))
                .distinct()
                .count();
        if (vms == 1) {
            return between(one) + ", " + ports() + disguises();
        }
        return (one instanceof Neighbour ? "from VM to VM, " + vms + " ways" : vms + " VMs from outside") + ", "
                + ports() + disguises();
    }

    /** One way in one guise, in words. */
    static String label(Attempt attempt) {
        String guise = with(attempt.guise());
        if (attempt.way() instanceof FrontEnd frontEnd) {
            return frontEnd.url() + guise;
        }
        return between(attempt.way()) + ", port " + attempt.way().port() + guise;
    }

    private static String between(WayIn way) {
        return way instanceof Neighbour neighbour
                ? "from " + name(neighbour.from()) + " to " + name(neighbour.instance())
                : name(((VmAddress) way).instance()) + " from outside";
    }

    private static List<Object> likeness(Course course) {
        WayIn way = course.attempt().way();
        List<String> answers = course.spans().stream()
                .map(span -> AnswerWords.of(span.answer()))
                .toList();
        return List.of(way instanceof FrontEnd frontEnd ? frontEnd.url() : rank(way), answers);
    }

    private static int rank(WayIn way) {
        if (way instanceof FrontEnd) {
            return 0;
        }
        return way instanceof VmAddress ? 1 : 2;
    }

    private static Span joined(Span one, Span other) {
        Instant first = one.first().isBefore(other.first()) ? one.first() : other.first();
        Instant last = one.last().isAfter(other.last()) ? one.last() : other.last();
        return new Span(one.answer(), first, last, one.times() + other.times());
    }

    private String ports() {
        Set<Integer> ports = new TreeSet<>();
        courses.forEach(course -> ports.add(course.attempt().way().port()));
        return (ports.size() == 1 ? "port " : "ports ")
                + ports.stream().map(String::valueOf).collect(joining(", "));
    }

    /** Worth a word only where strangers as they are were not answered the same. */
    private String disguises() {
        Set<Guise> guises = EnumSet.noneOf(Guise.class);
        courses.forEach(course -> guises.add(course.attempt().guise()));
        return guises.contains(Guise.NONE)
                ? ""
                : guises.stream().map(TriedWays::with).collect(joining(" or"));
    }

    private static String with(Guise guise) {
        return switch (guise) {
            case NONE -> "";
            case FORGED_IDENTITY -> " with a forged identity";
            case FORGED_ASSERTION -> " with a forged assertion";
            case REPLAYED_ASSERTION -> " with a replayed assertion";
        };
    }

    private static String name(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
