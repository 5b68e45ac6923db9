package dev.sallyport.launcher;

import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Event;
import dev.sallyport.launcher.report.DeploymentTable;
import dev.sallyport.launcher.report.StatusReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sallyport status}: how a deployment stands. */
@Command(
        name = "status",
        description = {
            "Shows how a deployment stands: its stages, who asked for what, what was proven, what failed and what to do next.",
            "Without a name, a line for each deployment.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed",
            "  2  there is no such deployment, or an option cannot be used",
            "  5  no cloud with the functions can be reached there",
            "",
            "Examples:",
            "  ./sallyport status lab",
            "  ./sallyport status --json lab | jq .stages.firewall",
            "  ./sallyport status --project my-operations"
        })
final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The deployment's name, such as lab.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private LookOptions options;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return options.where().in(surroundings, house -> {
            if (name.isPresent()) {
                print(house, house.deployment(name.get()));
            } else {
                DeploymentTable.print(house.deployments().all(), options.json(), surroundings.out()::line);
            }
            return ExitCode.ENDED;
        });
    }

    private void print(House house, Deployment deployment) {
        Optional<String> by = house.deployments()
                .answer(deployment.name(), deployment.acceptedRequest())
                .map(Event::who);
        StatusReport report = new StatusReport(deployment, by, house.time().instant());
        if (options.json()) {
            surroundings.out().line(report.json());
        } else {
            report.lines(surroundings.out().display()).forEach(surroundings.out()::line);
        }
    }
}
