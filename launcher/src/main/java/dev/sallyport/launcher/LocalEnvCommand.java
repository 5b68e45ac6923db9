package dev.sallyport.launcher;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sallyport local env}: how to reach the local cloud that runs. */
@Command(
        name = "env",
        description = {
            "Prints the environment that points gcloud, Terraform and Google's client libraries at the running local"
                    + " cloud.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  printed",
            "  2  an option cannot be used",
            "  5  no local cloud serves on the port",
            "",
            "Examples:",
            "  eval \"$(./sallyport local env)\"",
            "  ./sallyport local env --port 4520 --json"
        })
final class LocalEnvCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4510",
            converter = PortNumber.class,
            description = "Where the local cloud serves its APIs (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--project",
            paramLabel = "ID",
            converter = ProjectId.class,
            description = "The project to work in (default: the one the local cloud was started with).")
    private Optional<String> project = Optional.empty();

    @Option(names = "--json", description = "One JSON object instead of lines for a shell.")
    private boolean json;

    LocalEnvCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        new LocalPort("--port", port).requireExact();
        RunningCloud cloud = RunningCloud.on(port, "--port PORT");
        ClientEnvironment environment =
                ClientEnvironment.of(cloud.apiEndpoint(), cloud.internetProxy(), project.orElse(cloud.project()));
        if (json) {
            surroundings.out().line(environment.json());
        } else {
            environment.exports().forEach(surroundings.out()::line);
        }
        return ExitCode.ENDED;
    }
}
