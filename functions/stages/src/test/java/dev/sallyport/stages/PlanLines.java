package dev.sallyport.stages;

import dev.sallyport.converge.Change;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.PlannedChange;
import dev.sallyport.plan.Consequence;
import dev.sallyport.plan.StagePlan;
import java.util.List;
import java.util.stream.Stream;

/** A plan in few words: a line for each field and resource that would change, and for each stage that would not run. */
final class PlanLines {
    private PlanLines() {}

    static List<String> of(List<StagePlan> plans) {
        return plans.stream().flatMap(PlanLines::of).toList();
    }

    static List<String> consequences(List<StagePlan> plans) {
        return plans.stream()
                .flatMap(plan -> plan.consequences().stream())
                .map(Consequence::text)
                .toList();
    }

    private static Stream<String> of(StagePlan plan) {
        Stream<String> changes = plan.pending().stream().flatMap(PlanLines::of);
        Stream<String> refusal = plan.refusal().stream().map(refused -> plan.stage() + " refused: " + refused.reason());
        Stream<String> unknown = plan.unknownUntil().isEmpty()
                ? Stream.empty()
                : Stream.of(plan.stage() + " unknown until " + plan.unknownUntil());
        return Stream.of(changes, refusal, unknown).flatMap(lines -> lines);
    }

    private static Stream<String> of(PlannedChange planned) {
        Change change = planned.change();
        if (change instanceof Change.Patch patch) {
            return fields(planned, patch.differences());
        }
        if (change instanceof Change.Succeed succeed) {
            return Stream.concat(
                    Stream.of("-/+ " + succeed.predecessor() + " by " + planned.resource()),
                    fields(planned, succeed.differences()));
        }
        if (change instanceof Change.Replace replace) {
            return fields(planned, replace.differences()).map(line -> "! " + line);
        }
        if (change instanceof Change.Refused) {
            return Stream.of("! " + planned.resource());
        }
        return Stream.of((change instanceof Change.Create ? "+ " : "- ") + planned.resource());
    }

    private static Stream<String> fields(PlannedChange planned, List<FieldDifference> differences) {
        return differences.stream()
                .map(field ->
                        "~ " + planned.resource() + " " + field.path() + ": " + field.from() + " -> " + field.to());
    }
}
