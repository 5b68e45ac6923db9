package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReading.Accepted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sallyport demo}: what careless people break is found and repaired, for everybody to see. */
@Command(
        name = "demo",
        description = {
            "Shows that a protected application stays protected: in a local cloud of its own it provisions"
                    + " examples/lab.json, breaks three things as somebody careless would, shows how each is found and"
                    + " repaired and what strangers got meanwhile, prints the report, and destroys everything.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes:",
            "  0  every step did what it says",
            "  1  one did not, which is named at the end, or something unexpected happened",
            "  2  an option or a port cannot be used; nothing was started",
            "  130  stopped by Ctrl-C before the end",
            "",
            "Examples:",
            "  ./sallyport demo",
            "  ./sallyport demo --port 0 --internet-port 0    (on any free ports)"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Path FUNCTIONS = Path.of("infra", "functions.yaml");
    private static final Path REQUEST = Path.of("examples", "lab.json");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings surroundings;

    @Mixin
    private CloudPorts ports;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ports.requireFree();
        return new RequestSource(surroundings.root().resolve(REQUEST).toString(), surroundings.in().stream())
                .check(surroundings.err())
                .map(this::show)
                .orElse(ExitCode.BAD_INPUT);
    }

    private int show(Accepted accepted) {
        ProvisionRequest lab = (ProvisionRequest) accepted.request();
        return LogFile.during(surroundings, false, log -> {
            surroundings.out().line("Starting the local cloud and the functions ...");
            try (OwnHouse house = OwnHouse.start(plan(lab.project()))) {
                int exitCode = new Demonstration(surroundings, house, PATIENCE)
                        .run(repairing(accepted), Mishap.all(lab, new CloudCalls(house.apiEndpoint())));
                surroundings.out().line("Log: " + log);
                return exitCode;
            }
        });
    }

    /** The request, and that whatever is found is to be repaired; firewall rules of others only where it says so. */
    private static ObjectNode repairing(Accepted accepted) {
        ObjectNode request = accepted.document().deepCopy();
        request.putObject("compliance").put("mode", "fix").putObject("modes").put("firewall-open", "fix");
        return request;
    }

    private CloudPlan plan(String project) {
        Path root = surroundings.root();
        return new CloudPlan(
                root,
                Optional.of(root.resolve(FUNCTIONS)),
                project,
                ports.api(),
                ports.internet(),
                Latency.NONE,
                Duration.ZERO,
                Optional.empty());
    }
}
