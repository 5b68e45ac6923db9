package dev.sallyport.launcher;

import dev.sallyport.local.LocalCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sallyport local up}: starts a local cloud and leaves it running until it is asked to end. */
@Command(
        name = "up",
        description = {
            "Starts a local cloud and keeps it running until Ctrl-C.",
            "Prints one line that begins with \"ready\" as soon as it serves, then the environment that points gcloud,",
            "Terraform and Google's client libraries at it.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  stopped by Ctrl-C or SIGTERM, or ready with --until-ready",
            "  1  something unexpected happened",
            "  2  an option, a port or the state folder cannot be used; nothing has been started",
            "",
            "Examples:",
            "  ./sallyport local up",
            "  ./sallyport local up --state ~/my-cloud --without-functions",
            "  ./sallyport local up --latency realistic:0.1",
            "  eval \"$(./sallyport local env)\"    (in another shell)"
        })
final class LocalUpCommand implements Callable<Integer> {
    private static final Path FUNCTIONS = Path.of("infra", "functions.yaml");

    private final Surroundings surroundings;

    @Mixin
    private CloudOptions cloud;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keep everything in this folder, and go on from what it holds (default: forget it).")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--without-functions", description = "Only the cloud; Sallyport's functions are not hosted.")
    private boolean withoutFunctions;

    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = ProjectId.DEFAULT,
            converter = ProjectId.class,
            description =
                    "The project of the functions, and the one clients are pointed at (default: ${DEFAULT-VALUE}).")
    private String project;

    @Option(
            names = "--until-ready",
            description = "End as soon as it serves: says whether it can, and how long it took.")
    private boolean untilReady;

    @Option(names = "--verbose", description = "Show the log on standard error as well.")
    private boolean verbose;

    LocalUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        cloud.requireFreePorts();
        state.ifPresent(StateFolder::requireUsable);
        return LogFile.during(surroundings, verbose, this::run);
    }

    private int run(Path log) {
        try (LocalCloud running = plan().start()) {
            surroundings.out().line(readyLine(running));
            ClientEnvironment.of(running.apiEndpoint(), running.internetProxy(), project)
                    .exports()
                    .forEach(surroundings.out()::line);
            surroundings.err().line("Log: " + log);
            if (!untilReady) {
                surroundings.stop().join();
            }
            return ExitCode.ENDED;
        }
    }

    private CloudPlan plan() {
        Path root = surroundings.root();
        return new CloudPlan(
                root,
                withoutFunctions ? Optional.empty() : Optional.of(root.resolve(FUNCTIONS)),
                project,
                cloud.apiPort(),
                cloud.internetPort(),
                cloud.latency(),
                cloud.policyDelay(),
                state);
    }

    private String readyLine(LocalCloud running) {
        Duration took =
                Duration.between(surroundings.started(), surroundings.time().instant());
        return String.format(
                Locale.ROOT,
                "ready http://%s in %.2f s; internet proxy http://%s; %d functions",
                running.apiEndpoint(),
                took.toMillis() / 1e3,
                running.internetProxy(),
                running.functions().size());
    }
}
