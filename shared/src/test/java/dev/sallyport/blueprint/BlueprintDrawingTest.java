package dev.sallyport.blueprint;

import static java.util.stream.Collectors.joining;

import dev.sallyport.testing.Drawing;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlueprintDrawingTest {
    private final Blueprint blueprint = Blueprint.protectedApplication();

    @Test
    void thePageShowsTheGraphInTheCode() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The blueprint

                The stages of a protected application. A stage starts when all stages with an arrow to it are done; arrows
                that follow from others are left out of the picture.

                ```mermaid
                flowchart LR
                """);
        for (StageName stage : blueprint.stages()) {
            Set<StageName> drawn = nearest(stage);
            if (drawn.isEmpty()) {
                page.append("    " + stage + "\n");
            }
            drawn.forEach(predecessor -> page.append("    " + predecessor + " --> " + stage + "\n"));
        }
        page.append("""
                ```

                A teardown walks the same arrows backwards: a stage takes down what it made when all stages that come after it
                have done so.

                | stage | after | taken down after |
                | --- | --- | --- |
                """);
        for (StageName stage : blueprint.stages()) {
            page.append("| " + stage + " | " + names(blueprint.predecessorsOf(stage)) + " | "
                    + names(blueprint.backwards().predecessorsOf(stage)) + " |\n");
        }
        page.append("\nThis page is made from `Blueprint`; a test fails when they differ.\n");
        Drawing.check("blueprint.md", page.toString());
    }

    private Set<StageName> nearest(StageName stage) {
        Set<StageName> direct = new LinkedHashSet<>(blueprint.predecessorsOf(stage));
        Set<StageName> farther = new HashSet<>();
        direct.forEach(predecessor -> farther.addAll(ancestors(predecessor)));
        direct.removeAll(farther);
        return direct;
    }

    private Set<StageName> ancestors(StageName stage) {
        Set<StageName> all = new HashSet<>();
        for (StageName predecessor : blueprint.predecessorsOf(stage)) {
            all.add(predecessor);
            all.addAll(ancestors(predecessor));
        }
        return all;
    }

    private static String names(Set<StageName> stages) {
        return stages.isEmpty() ? "–" : stages.stream().map(StageName::value).collect(joining(", "));
    }
}
