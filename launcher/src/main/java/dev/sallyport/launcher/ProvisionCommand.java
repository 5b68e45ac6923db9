package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.launcher.Surroundings.Output;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReading.Accepted;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sallyport provision}: checks the request, and only then starts anything. */
@Command(
        name = "provision",
        description = {
            "Provisions what a request asks for, and shows how it gets on.",
            "Ends when the application is protected and that is proven, or when a stage has failed. Where no cloud is named and"
                    + " none runs at http://127.0.0.1:4510, a local cloud is started with the functions in it.",
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
            "  5  the cloud that was named cannot be reached",
            "  130  stopped by Ctrl-C before the end",
            "",
            "Examples:",
            "  ./sallyport provision examples/lab.json",
            "  ./sallyport provision --keep examples/lab.json    (then try it with curl or a browser)",
            "  ./sallyport provision --json examples/second.json | jq .evidence",
            "  ./sallyport provision --project my-operations my-web.json",
            "  ./sallyport provision --latency realistic:0.1 - < examples/lab.json"
        })
final class ProvisionCommand implements Callable<Integer> {
    private static final Path FUNCTIONS = Path.of("infra", "functions.yaml");

    private final Surroundings surroundings;

    @Parameters(paramLabel = "REQUEST", description = "The request, a JSON file; - reads standard input.")
    private String request;

    @Mixin
    private CloudChoice where;

    @Mixin
    private FollowOptions follow;

    @Option(names = "--keep", description = "Leave everything running until Ctrl-C, and say how to try it.")
    private boolean keep;

    @Mixin
    private CloudOptions cloud;

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
        return isForACloudThatRuns()
                ? provisionInCloudThatRuns(accepted.get().document(), wanted)
                : provisionInCloudOfItsOwn(accepted.get().document(), wanted);
    }

    private ProvisionRequest provisionRequest(Accepted accepted) {
        if (accepted.request() instanceof ProvisionRequest wanted) {
            return wanted;
        }
        throw new BadInput(request + ": asks for something else of the deployment "
                + accepted.request().deployment() + " (expected: a request with the action provision)");
    }

    /**
     * Where none is named, a local cloud that runs where one usually does is as good as one of its own.
     *
     * @throws BadInput if options are for a cloud that runs and others for one that is to be started
     */
    private boolean isForACloudThatRuns() {
        if (cloud.isPortGiven() && !where.isGiven()) {
            cloud.requireNoneOnPort();
            return false;
        }
        Optional<String> running = where.named(surroundings)
                .map(name -> name + " names one that runs")
                .or(ProvisionCommand::runningAnyway);
        running.ifPresent(this::requireNothingForAnother);
        return running.isPresent();
    }

    private static Optional<String> runningAnyway() {
        return RunningCloud.find(LocalAddress.USUAL_PORT)
                .filter(RunningCloud::hostsSallyport)
                .map(there -> "one runs already at " + LocalAddress.of(LocalAddress.USUAL_PORT));
    }

    private void requireNothingForAnother(String running) {
        Stream.concat(keep ? Stream.of("--keep") : Stream.empty(), cloud.given().stream())
                .findFirst()
                .ifPresent(option -> {
                    throw new BadInput(option + ": is for a local cloud that this command starts, but " + running
                            + " (expected: without " + option
                            + " to provision there, or --port 0 --internet-port 0 for another)");
                });
    }

    private int provisionInCloudThatRuns(JsonNode document, ProvisionRequest wanted) {
        return where.in(
                surroundings,
                house -> LogFile.during(surroundings, follow.verbose(), log -> {
                    follow.people(surroundings).line("Provisioning in " + house.place() + " ...");
                    return new Undertaking(surroundings, house, log, follow)
                            .run(document, wanted.deployment(), wanted.project())
                            .exitCode();
                }));
    }

    private int provisionInCloudOfItsOwn(JsonNode document, ProvisionRequest wanted) {
        cloud.requireFreePorts();
        return LogFile.during(surroundings, follow.verbose(), log -> {
            follow.people(surroundings).line("Starting the local cloud and the functions ...");
            try (OwnHouse house = OwnHouse.start(plan(wanted.project()))) {
                Undertaking.Result result = new Undertaking(surroundings, house, log, follow)
                        .run(document, wanted.deployment(), wanted.project());
                if (keep) {
                    keep(result.deployment(), house);
                }
                return result.exitCode();
            }
        });
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

    private void keep(Deployment deployment, OwnHouse house) {
        Output people = follow.people(surroundings);
        TryIt.lines(deployment, house, surroundings.root()).forEach(people::line);
        surroundings.stop().join();
        people.line("");
    }
}
