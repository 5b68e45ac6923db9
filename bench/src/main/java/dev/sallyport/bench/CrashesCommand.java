package dev.sallyport.bench;

import dev.sallyport.simulation.CrashPoints;
import dev.sallyport.simulation.CrashPoints.Row;
import dev.sallyport.simulation.Simulator;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run crashes}: every function killed before and after each of its calls. */
@Command(
        name = "crashes",
        description = {
            "Kills each function of the chain before and after each of its calls, has its message delivered again, and",
            "compares what there is then with what there is without a crash. Prints a table; at the first difference it stops."
        },
        mixinStandardHelpOptions = true)
final class CrashesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tries one of so many crash points (default: ${DEFAULT-VALUE}, all).")
    private int every;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("| way | function | calls | crashes | finished as without |");
        out.println("| --- | --- | ---: | ---: | ---: |");
        try (Simulator simulator = new Simulator()) {
            CrashPoints crashPoints = new CrashPoints(simulator, every);
            print(out, crashPoints.provisioning());
            print(out, crashPoints.destroying());
        }
        return 0;
    }

    private static void print(PrintWriter out, List<Row> rows) {
        rows.forEach(row -> out.printf(
                "| %s | %s | %d | %d | %d |%n", row.way(), row.function(), row.calls(), row.crashes(), row.crashes()));
        out.flush();
    }
}
