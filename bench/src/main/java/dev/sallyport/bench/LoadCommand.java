package dev.sallyport.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run load}: many deployments at once. */
@Command(
        name = "load",
        description = {
            "Starts the local cloud with all functions in one Java virtual machine, publishes a request for each of"
                    + " many",
            "deployments at once, and waits until all are protected. Each is as examples/lab.json, with three VMs."
                    + " Then one",
            "more is provisioned alone, to compare. Fails if a deployment does, or if more memory is used than allowed."
        },
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private static final int TOO_MUCH_MEMORY = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--deployments",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int deployments;

    @Option(
            names = "--projects",
            paramLabel = "N",
            defaultValue = "50",
            description = "In how many projects, evenly (default: ${DEFAULT-VALUE}).")
    private int projects;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx640m -Xmn128m -XX:TieredStopAtLevel=4",
            description = "For the local cloud's Java virtual machine (default: ${DEFAULT-VALUE}).")
    private String javaOptions;

    @Option(
            names = "--most-memory",
            paramLabel = "MIB",
            defaultValue = "1536",
            description = "Resident memory that is allowed (default: ${DEFAULT-VALUE}).")
    private long mostMemory;

    @Option(
            names = "--limit",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "How long it may take (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LoadedCloud cloud = LoadedCloud.start(javaOptions)) {
            LoadFigures figures = measure(cloud);
            out.print(json ? LoadJson.of(figures).toPrettyString() + "\n" : LoadReport.of(figures));
            out.flush();
            return figures.residentMebibytes() > mostMemory ? TOO_MUCH_MEMORY : 0;
        }
    }

    private LoadFigures measure(LoadedCloud cloud) {
        Fleet fleet = Fleet.of(deployments, projects);
        Peaks peaks = new Peaks(cloud.process());
        Bill before = cloud.bill();
        double processorBefore = cloud.process().processorSeconds();
        cloud.publish(fleet.requests());
        cloud.awaitProtected(deployments, Duration.ofMinutes(limit), there -> {
            peaks.look();
            progress(there);
        });
        cloud.awaitQuiet(Duration.ofMinutes(limit));
        Bill together = cloud.bill().since(before);
        double processor = cloud.process().processorSeconds() - processorBefore;
        Bill alone = alone(cloud, fleet);
        return new LoadFigures(
                projects,
                javaOptions,
                cloud.deployments(),
                together,
                alone,
                processor,
                peaks.residentMebibytes(),
                peaks.threads());
    }

    private Bill alone(LoadedCloud cloud, Fleet fleet) {
        Bill before = cloud.bill();
        cloud.publish(List.of(fleet.request(LoadFigures.ALONE, "fleet-" + LoadFigures.ALONE)));
        cloud.awaitProtected(deployments + 1, Duration.ofMinutes(limit), there -> {});
        cloud.awaitQuiet(Duration.ofMinutes(limit));
        return cloud.bill().since(before);
    }

    private void progress(long there) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf("\r%d of %d are protected ", there, deployments);
        err.flush();
    }
}
