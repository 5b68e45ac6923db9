package dev.sallyport.launcher;

import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReading.Accepted;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport provision}: checks the request, and only then starts anything. */
@Command(
        name = "provision",
        description = {
            "Provisions what a request asks for in the local cloud, and shows how it gets on.",
            "Ends when the application is protected and that is proven, or when a stage has failed.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  the application is protected",
            "  1  a stage failed, no end came in time, a newer request took over, or something unexpected happened",
            "  2  the request, an option or a port cannot be used; nothing was provisioned",
            "  4  meanwhile the application answered somebody whom Identity-Aware Proxy had not let in",
            "  130  stopped by Ctrl-C before the end",
            "",
            "Examples:",
            "  ./sallyport provision examples/lab.json",
            "  ./sallyport provision --keep examples/lab.json    (then try it with curl or a browser)",
            "  ./sallyport provision --json examples/second.json | jq .evidence",
            "  ./sallyport provision --latency realistic:0.1 - < examples/lab.json"
        })
final class ProvisionCommand implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(ProvisionCommand.class.getName());
    private static final Path FUNCTIONS = Path.of("infra", "functions.yaml");
    private static final Path LOGS = Path.of("target", "logs");

    private final Surroundings surroundings;

    @Parameters(paramLabel = "REQUEST", description = "The request, a JSON file; - reads standard input.")
    private String request;

    @Option(names = "--json", description = "Print the final deployment as JSON; progress goes to standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Leave everything running until Ctrl-C, and say how to try it.")
    private boolean keep;

    @Mixin
    private CloudOptions cloud;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = TimeSpan.class,
            description = "How long to wait for the end, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(names = "--verbose", description = "Show the log on standard error as well.")
    private boolean verbose;

    ProvisionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<Accepted> accepted = new RequestSource(request, surroundings.in().stream()).check(surroundings.err());
        if (accepted.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        ProvisionRequest wanted = provisionRequest(accepted.get());
        cloud.requireFreePorts();
        return provision(accepted.get(), wanted.project());
    }

    private ProvisionRequest provisionRequest(Accepted accepted) {
        if (accepted.request() instanceof ProvisionRequest wanted) {
            return wanted;
        }
        throw new BadInput(request + ": asks for something else of the deployment "
                + accepted.request().deployment() + " (expected: a request with the action provision)");
    }

    private int provision(Accepted accepted, String project) {
        try (LogFile log = LogFile.openIn(
                surroundings.root().resolve(LOGS), surroundings.time().instant(), verbose)) {
            Output people = json ? surroundings.err() : surroundings.out();
            people.line("Starting the local cloud and the functions ...");
            try (House house = House.start(plan(project))) {
                return new Provisioning(surroundings, house, log.path(), provisioningOptions()).run(accepted);
            } catch (BadInput | Interrupted | Superseded | Unfinished e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "unexpected end", e);
                throw new IllegalStateException(
                        "unexpected: " + e + "; what led to it is in the log, " + log.path(), e);
            }
        }
    }

    private CloudPlan plan(String project) {
        Path root = surroundings.root();
        return new CloudPlan(
                root,
                Optional.of(root.resolve(FUNCTIONS)),
                project,
                cloud.apiPort(),
                cloud.internetPort(),
                cloud.latency(),
                cloud.policyDelay(),
                Optional.empty());
    }

    private Provisioning.Options provisioningOptions() {
        return new Provisioning.Options(json, keep, verbose, timeout);
    }
}
