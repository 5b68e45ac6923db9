package dev.sallyport.launcher;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Explanation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sallyport explain}: why a stage is not running. */
@Command(
        name = "explain",
        description = {
            "Says in one sentence why a stage of a deployment is not running. Without a stage, of each that is not done.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed",
            "  2  there is no such deployment or stage, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport explain lab",
            "  ./sallyport explain lab frontend"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STAGE", description = "A stage, such as frontend.")
    private Optional<String> stage = Optional.empty();

    @Mixin
    private LookOptions options;

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<StageName> asked = stage.map(ExplainCommand::known);
        return options.where().in(surroundings, house -> {
            Deployment deployment = house.deployment(name);
            Explanation explanation = new Explanation(
                    deployment, deployment.blueprint(), house.time().instant());
            print(deployment, asked.map(one -> Map.of(one, explanation.of(one))).orElseGet(explanation::ofUnfinished));
            return ExitCode.ENDED;
        });
    }

    private static StageName known(String stage) {
        return Blueprint.protectedApplication()
                .stage(stage)
                .orElseThrow(() -> new BadInput(stage + ": there is no such stage (expected: one of "
                        + Blueprint.protectedApplication().stages().stream()
                                .map(StageName::value)
                                .collect(joining(", "))
                        + ")"));
    }

    private void print(Deployment deployment, Map<StageName, String> sentences) {
        if (options.json()) {
            surroundings.out().line(json(deployment, sentences));
        } else if (sentences.isEmpty()) {
            surroundings.out().line("Every stage of " + deployment.name() + " is done.");
        } else {
            sentences.values().forEach(surroundings.out()::line);
        }
    }

    private static String json(Deployment deployment, Map<StageName, String> sentences) {
        ArrayNode stages = JsonNodeFactory.instance.arrayNode();
        sentences.forEach((stage, sentence) -> stages.addObject()
                .put("stage", stage.value())
                .put("state", deployment.stage(stage).state().name())
                .put("explanation", sentence));
        return stages.toPrettyString();
    }
}
