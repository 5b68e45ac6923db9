package dev.sallyport.launcher;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options by which every command says what its local cloud is to be like. */
final class CloudOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private CloudPorts ports;

    @Option(
            names = "--latency",
            paramLabel = "LATENCY",
            defaultValue = "none",
            converter = Latency.Converter.class,
            description =
                    "How long operations take: none, realistic (as on Google Cloud), or realistic:FACTOR (default:"
                            + " ${DEFAULT-VALUE}).")
    private Latency latency;

    @Option(
            names = "--iap-policy-delay",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "How long a changed IAP policy may take until it is in force, such as 90s or 2m (default: in force"
                            + " at once).")
    private Duration policyDelay = Duration.ZERO;

    /** The options that were given, as they are spelled. */
    List<String> given() {
        return Stream.of("--port", "--internet-port", "--latency", "--iap-policy-delay")
                .filter(option -> command.commandLine().getParseResult().hasMatchedOption(option))
                .toList();
    }

    boolean isPortGiven() {
        return given().contains("--port");
    }

    /**
     * @throws BadInput if a local cloud serves on the port already
     */
    void requireNoneOnPort() {
        int port = apiPort();
        if (new LocalPort("--port", port).isExact() && RunningCloud.find(port).isPresent()) {
            throw new BadInput(
                    "--port " + port + ": a local cloud runs there already (expected: a free port, or --local"
                            + " http://127.0.0.1:" + port + " to provision in that cloud)");
        }
    }

    int apiPort() {
        return ports.api();
    }

    int internetPort() {
        return ports.internet();
    }

    Latency latency() {
        return latency;
    }

    /** Zero for at once. */
    Duration policyDelay() {
        return policyDelay;
    }

    /**
     * @throws BadInput if something else listens on one of the ports, or they are the same
     */
    void requireFreePorts() {
        ports.requireFree();
    }
}
