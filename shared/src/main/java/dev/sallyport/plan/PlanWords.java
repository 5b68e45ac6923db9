package dev.sallyport.plan;

import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Plans in lines of prose, for events and refusals. */
public final class PlanWords {
    private static final int MOST_LINES = 50;

    private PlanWords() {}

    /** What is not as it should be; or that nothing differs. */
    public static String differences(Plan plan) {
        List<String> lines = new ArrayList<>(lines(plan));
        plan.unproven().stream().map(PlanWords::line).forEach(lines::add);
        return lines.isEmpty() ? "nothing differs" + proven(plan) : joined(lines);
    }

    /** What one plan says and another does not, both ways. */
    public static String moved(Plan shown, Plan now) {
        Set<String> before = new LinkedHashSet<>(lines(shown));
        Set<String> after = new LinkedHashSet<>(lines(now));
        List<String> lines = new ArrayList<>();
        if (shown.generation() != now.generation()) {
            lines.add("the deployment was at generation " + shown.generation() + " and is at " + now.generation());
        }
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("new: " + line));
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("not any more: " + line));
        return lines.isEmpty() ? "the request is another one" : joined(lines);
    }

    private static String proven(Plan plan) {
        return plan.proof().isEmpty() ? "" : ", and every check of the proof passed";
    }

    private static List<String> lines(Plan plan) {
        return plan.stages().stream().flatMap(PlanWords::lines).toList();
    }

    private static Stream<String> lines(StagePlan stage) {
        Stream<String> changes = stage.pending().stream()
                .filter(planned -> !(planned.change() instanceof Change.Refused))
                .flatMap(PlanWords::lines);
        Stream<String> refusal =
                stage.refusal().stream().map(refused -> stage.stage() + " would fail: " + refused.reason());
        return Stream.concat(changes, refusal);
    }

    private static Stream<String> lines(PlannedChange planned) {
        Change change = planned.change();
        String resource = planned.resource();
        if (change instanceof Change.Patch patch) {
            return fields(resource, patch.differences());
        }
        if (change instanceof Change.Replace replace) {
            return fields(resource, replace.differences());
        }
        if (change instanceof Change.Succeed succeed) {
            return Stream.of(resource + " takes the place of " + succeed.predecessor());
        }
        return Stream.of(resource + (change instanceof Change.Create ? " is not there" : " should not be there"));
    }

    private static Stream<String> fields(String resource, List<FieldDifference> differences) {
        return differences.stream().map(difference -> resource + ": " + difference);
    }

    private static String line(Evidence seen) {
        return seen.check() + " did not pass: " + seen.seen();
    }

    private static String joined(List<String> lines) {
        int more = lines.size() - MOST_LINES;
        String text = String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_LINES)));
        return more > 0 ? text + "\nand " + more + " more" : text;
    }
}
