package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sallyport recheck}: whether everything still is as the request says. */
@Command(
        name = "recheck",
        description = {
            "Looks whether everything still is as the accepted request says, and whether the proof still holds.",
            "Nothing is changed. What was seen is kept among the deployment's plans, and an event tells of it.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  nothing differs, and every check of the proof passed",
            "  1  a check did not pass though nothing differs, a stage would fail, no answer came in time, or something"
                    + " unexpected happened",
            "  2  there is no such deployment, or an option cannot be used",
            "  3  something differs; repair brings it back",
            "  5  no cloud with the functions can be reached there",
            "  130  stopped by Ctrl-C before the answer",
            "",
            "Examples:",
            "  ./sallyport recheck lab",
            "  ./sallyport recheck --json lab | jq .proof"
        })
final class RecheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Mixin
    private PlanOptions options;

    RecheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return options.where().in(surroundings, this::recheck);
    }

    private int recheck(House house) {
        String deployment = house.deployment(name).name();
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("action", "recheck").put("deployment", deployment);
        Plan plan = options.inquiry(house, surroundings).ask(request, deployment);
        options.print(plan, surroundings);
        return PlanOptions.exitCode(plan);
    }
}
