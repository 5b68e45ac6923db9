package dev.sallyport.bench;

import dev.sallyport.simulation.CrashPoints;
import dev.sallyport.simulation.CrashPoints.Row;
import dev.sallyport.simulation.Simulator;
import java.io.PrintWriter;
import java.util.ArrayList;
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
            "compares what there is then with what there is without a crash. Prints a table, and what differs; then the exit code",
            "is 1."
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
        List<Row> rows = new ArrayList<>();
        out.println("| way | function | calls | killed before one | killed after one | then as without |");
        out.println("| --- | --- | ---: | ---: | ---: | ---: |");
        try (Simulator simulator = new Simulator()) {
            CrashPoints crashPoints = new CrashPoints(simulator, every);
            rows.addAll(crashPoints.provisioning());
            rows.addAll(crashPoints.destroying());
        }
        rows.forEach(row -> print(out, row));
        out.printf("%n%s%n", summary(rows));
        ReliabilityFigures.add(summary(rows));
        rows.forEach(row -> row.differences()
                .forEach(difference -> out.println(row.way() + ", " + row.function() + ", " + difference)));
        out.flush();
        return rows.stream().allMatch(row -> row.differences().isEmpty()) ? 0 : 1;
    }

    private static String summary(List<Row> rows) {
        return "%d crashes of %d functions, %d made a difference"
                .formatted(
                        rows.stream().mapToInt(Row::crashes).sum(),
                        rows.size(),
                        rows.stream().mapToInt(row -> row.differences().size()).sum());
    }

    private static void print(PrintWriter out, Row row) {
        int well = row.crashes() - row.differences().size();
        out.printf(
                "| %s | %s | %d | %d | %d | %d |%n",
                row.way(), row.function(), row.calls(), row.before(), row.after(), well);
    }
}
