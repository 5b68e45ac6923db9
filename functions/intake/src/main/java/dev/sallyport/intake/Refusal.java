package dev.sallyport.intake;

import static java.util.stream.Collectors.joining;

import dev.sallyport.request.Fault;
import java.util.List;

/** What somebody is told whose request is refused: a line for each fault. */
final class Refusal {
    /** More than anybody reads, and little enough for Firestore. */
    private static final int MOST_FAULTS = 100;

    private Refusal() {}

    static String of(List<Fault> faults) {
        String lines = faults.stream().limit(MOST_FAULTS).map(Refusal::line).collect(joining("\n"));
        int more = faults.size() - MOST_FAULTS;
        return more > 0 ? lines + "\nand " + more + " more" : lines;
    }

    private static String line(Fault fault) {
        String place = fault.pointer().isEmpty() ? "" : fault.pointer() + " ";
        return place + fault.problem() + " (expected: " + fault.expected() + ")";
    }
}
