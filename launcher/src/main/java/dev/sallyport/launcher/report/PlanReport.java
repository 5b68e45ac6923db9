package dev.sallyport.launcher.report;

import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.deployment.Direction;
import dev.sallyport.launcher.terminal.Display;
import dev.sallyport.launcher.terminal.Text;
import dev.sallyport.launcher.terminal.Tone;
import dev.sallyport.plan.Consequence;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.StagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan for people: what would be done, stage by stage and field by field, and what that means. */
public final class PlanReport {
    private static final Set<Consequence.Kind> GRAVE = Set.of(Consequence.Kind.OUTAGE, Consequence.Kind.ACCESS_LOST);

    private final Plan plan;
    private final Display display;
    private final List<Text> lines = new ArrayList<>();

    private PlanReport(Plan plan, Display display) {
        this.plan = plan;
        this.display = display;
    }

    public static List<String> lines(Plan plan, Display display) {
        return new PlanReport(plan, display)
                .text().stream().map(line -> line.render(display)).toList();
    }

    private List<Text> text() {
        lines.add(head());
        plan.stages().forEach(this::stage);
        add("");
        lines.add(PlanCount.of(plan));
        consequences();
        proof();
        return lines;
    }

    private Text head() {
        String what = plan.kind() == Plan.Kind.RECHECK
                ? "Recheck of "
                : plan.direction() == Direction.DESTROY ? "Plan to destroy " : "Plan for ";
        return new Text()
                .add(what)
                .add(Tone.STRONG, plan.deployment())
                .add(" in " + plan.project()
                        + (plan.generation() == 0 ? ", which is new" : ", at generation " + plan.generation()));
    }

    private void stage(StagePlan stage) {
        if (stage.pending().isEmpty() && stage.blame().isEmpty()) {
            return;
        }
        add("");
        add("  " + stage.stage());
        stage.pending().forEach(this::change);
        stage.refusal().ifPresent(refusal -> {
            Text start = Text.of("    ").add(Tone.BAD, "x").add(" would fail: ");
            lines.addAll(HangingText.lines(start, Tone.PLAIN, refusal.reason(), display));
            lines.addAll(HangingText.lines(Text.of("      What to do: "), Tone.PLAIN, refusal.remedy(), display));
        });
        if (!stage.unknownUntil().isEmpty()) {
            String until = stage.unknownUntil().stream().map(Object::toString).collect(Collectors.joining(", "));
            lines.add(Text.of("    ").add(Tone.FAINT, "? not known until " + until + " can be done"));
        }
    }

    private void change(PlannedChange planned) {
        Change change = planned.change();
        if (change instanceof Change.Create) {
            lines.add(sign(Tone.GOOD, "+").add(planned.resource()));
        } else if (change instanceof Change.Delete) {
            lines.add(sign(Tone.BAD, "-").add(planned.resource()));
        } else if (change instanceof Change.Patch patch) {
            lines.add(sign(Tone.BUSY, "~").add(planned.resource()));
            fields(patch.differences());
        } else if (change instanceof Change.Succeed succeed) {
            lines.add(sign(Tone.BUSY, "-/+").add(planned.resource() + " in the place of " + succeed.predecessor()));
            fields(succeed.differences());
        } else if (change instanceof Change.Replace replace) {
            lines.add(sign(Tone.BAD, "x").add(planned.resource() + " can't be changed in place"));
            fields(replace.differences());
        }
    }

    private void fields(List<FieldDifference> differences) {
        String arrow = display.unicode() ? " \u2192 " : " -> ";
        differences.forEach(field -> lines.addAll(HangingText.lines(
                Text.of("        ").add(Tone.FAINT, field.path()).add("  "),
                Tone.PLAIN,
                shown(field, arrow),
                display)));
    }

    private void consequences() {
        List<Consequence> all = plan.stages().stream()
                .flatMap(stage -> stage.consequences().stream())
                .toList();
        if (!all.isEmpty()) {
            add("");
            add("What it means");
        }
        all.forEach(consequence -> {
            boolean grave = GRAVE.contains(consequence.kind());
            Text start = Text.of("  ")
                    .add(grave ? Tone.BAD : Tone.FAINT, grave ? "!" : "*")
                    .add(" ");
            lines.addAll(HangingText.lines(start, Tone.PLAIN, consequence.text(), display));
        });
    }

    private void proof() {
        if (!plan.proof().isEmpty()) {
            add("");
            add("What the proof's checks see");
            int width = plan.proof().stream()
                    .mapToInt(seen -> seen.check().length())
                    .max()
                    .orElse(0);
            plan.proof().forEach(seen -> lines.addAll(ProofLine.of(seen, width, display)));
        }
    }

    private void add(String line) {
        lines.add(Text.of(line));
    }

    private static Text sign(Tone tone, String sign) {
        return Text.of(" ".repeat(5 - sign.length())).add(tone, sign).add(" ");
    }

    /** With links short, unless they differ only in what that leaves out, such as the region. */
    private static String shown(FieldDifference field, String arrow) {
        String from = Link.shortened(field.from());
        String to = Link.shortened(field.to());
        return from.equals(to) ? shown(field.from()) + arrow + shown(field.to()) : shown(from) + arrow + shown(to);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
