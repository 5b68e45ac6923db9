package dev.sallyport.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run startup}: how long the local cloud takes to be ready, and how much memory it has then. */
@Command(
        name = "startup",
        description = {
            "Starts the local cloud again and again, as ./sallyport local up does. For each start: the seconds to the ready",
            "line, the processor seconds spent until then, and the resident memory. Where other work is done meanwhile,",
            "the seconds say little and the processor seconds more."
        },
        mixinStandardHelpOptions = true)
final class StartupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Starts of each kind (default: ${DEFAULT-VALUE}).")
    private int runs;

    private PrintWriter out;

    @Override
    public Integer call() {
        out = spec.commandLine().getOut();
        String alone = "--without-functions";
        // Whatever has to be built or prepared first is no part of a start.
        Startup.of(alone);
        measure("without functions", alone);
        measure("with all functions");
        return 0;
    }

    private void measure(String what, String... options) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        print("%n%s; load of the machine before: %.1f%n", what, load);
        print("     run  ready s  processor s  resident MiB  threads%n");
        List<Startup> measured = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Startup startup = Startup.of(options);
            measured.add(startup);
            print(
                    "  %6d  %7.2f  %11.2f  %12.0f  %7d%n",
                    run,
                    startup.readySeconds(),
                    startup.processorSeconds(),
                    startup.residentMebibytes(),
                    startup.threads());
        }
        print(
                "  median  %7.2f  %11.2f  %12.0f%n",
                median(measured, Startup::readySeconds),
                median(measured, Startup::processorSeconds),
                median(measured, Startup::residentMebibytes));
    }

    private void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }

    private static double median(List<Startup> startups, ToDoubleFunction<Startup> figure) {
        double[] sorted = startups.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
