package dev.sallyport.launcher.report;

import dev.sallyport.converge.Change;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How much a plan would do, in one line. What several stages work on counts once. */
final class PlanCount {
    private PlanCount() {}

    static Text of(Plan plan) {
        List<PlannedChange> changes = plan.stages().stream()
                .flatMap(stage -> stage.changes().stream())
                .toList();
        Set<String> touched = changes.stream()
                .filter(PlannedChange::isPending)
                .map(PlannedChange::resource)
                .collect(Collectors.toSet());
        Set<String> made = resources(changes, Change.Create.class);
        Set<String> replaced = resources(changes, Change.Succeed.class);
        Set<String> changed = resources(changes, Change.Patch.class);
        changed.removeAll(made);
        Set<String> alone = resources(changes, Change.None.class);
        alone.removeAll(touched);
        return line(
                        plan,
                        made.size(),
                        changed.size(),
                        replaced.size(),
                        resources(changes, Change.Delete.class).size())
                .add(alone.isEmpty() ? "" : "; " + alone.size() + " left alone");
    }

    private static Text line(Plan plan, int made, int changed, int replaced, int gone) {
        List<String> parts = new ArrayList<>();
        add(parts, made, "to create");
        add(parts, changed, "to change");
        add(parts, replaced, "to replace");
        add(parts, gone, "to delete");
        long failing = plan.stages().stream()
                .filter(stage -> stage.refusal().isPresent())
                .count();
        Text line = parts.isEmpty() && failing == 0
                ? new Text().add(Tone.GOOD, "Nothing to do")
                : Text.of(String.join(", ", parts));
        return failing == 0
                ? line
                : line.add(parts.isEmpty() ? "" : "; ")
                        .add(Tone.BAD, failing == 1 ? "a stage would fail" : failing + " stages would fail");
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static Set<String> resources(List<PlannedChange> changes, Class<? extends Change> kind) {
        return changes.stream()
                .filter(planned -> kind.isInstance(planned.change()))
                .map(PlannedChange::resource)
                .collect(Collectors.toSet());
    }
}
