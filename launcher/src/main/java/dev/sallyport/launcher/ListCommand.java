package dev.sallyport.launcher;

import dev.sallyport.launcher.report.DeploymentTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport list}: which deployments there are. */
@Command(
        name = "list",
        description = {
            "Lists the deployments there are or were: name, project, phase, generation, since when, and address.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed",
            "  2  an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport list",
            "  ./sallyport list --json | jq -r '.[] | select(.phase == \"FAILED\") | .deployment'"
        })
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private LookOptions options;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return options.where().in(surroundings, house -> {
            DeploymentTable.print(house.deployments().all(), options.json(), surroundings.out()::line);
            return ExitCode.ENDED;
        });
    }
}
