package dev.sallyport.launcher;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options by which every command says what its local cloud is to be like. */
final class CloudOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4510",
            converter = PortNumber.class,
            description = "Where the local cloud serves its APIs (default: ${DEFAULT-VALUE}; 0: any free port).")
    private int apiPort;

    @Option(
            names = "--internet-port",
            paramLabel = "PORT",
            defaultValue = "4511",
            converter = PortNumber.class,
            description =
                    "Where the proxy to the local cloud's internet listens (default: ${DEFAULT-VALUE}; 0: any free"
                            + " port).")
    private int internetPort;

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
        if (new LocalPort("--port", apiPort).isExact()
                && RunningCloud.find(apiPort).isPresent()) {
            throw new BadInput(
                    "--port " + apiPort + ": a local cloud runs there already (expected: a free port, or --local"
                            + " http://127.0.0.1:" + apiPort + " to provision in that cloud)");
        }
    }

    int apiPort() {
        return apiPort;
    }

    int internetPort() {
        return internetPort;
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
        LocalPort api = new LocalPort("--port", apiPort);
        LocalPort internet = new LocalPort("--internet-port", internetPort);
        internet.requireOtherThan(api);
        api.requireFree();
        internet.requireFree();
    }
}
