package dev.sallyport.bench;

import dev.sallyport.simulation.Campaign;
import dev.sallyport.simulation.Report;
import dev.sallyport.simulation.Simulator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run soak}: the functions under faults, for as long as told. */
@Command(
        name = "soak",
        description = {
            "Runs simulations: the real functions and clients in a local cloud, with every call and message in the hands of a",
            "seed. Prints each run that sees something that must never be, with the command that replays it; then the exit",
            "code is 1."
        },
        mixinStandardHelpOptions = true)
final class SoakCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How many runs; without it, as many as there is time for.")
    private Optional<Long> runs = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "When to end at the latest; runs that go on then are broken off (default: ${DEFAULT-VALUE}).")
    private long minutes;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", paramLabel = "SEED", description = "Runs this seed alone, and shows all that happens.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--worlds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many local clouds work side by side (default: ${DEFAULT-VALUE}).")
    private int worlds;

    @Override
    public Integer call() {
        return seed.map(this::replay).orElseGet(this::soak);
    }

    private int replay(long replayed) {
        try (Simulator simulator = new Simulator()) {
            Report report = simulator.run(replayed);
            report.trace().forEach(out()::println);
            out().println(report);
            out().flush();
            return report.violation().isPresent() ? 1 : 0;
        }
    }

    private int soak() {
        AtomicLong left = new AtomicLong(runs.orElse(Long.MAX_VALUE));
        Campaign.Result result = new Campaign(worlds, Duration.ofMinutes(minutes))
                .run(from, () -> left.getAndDecrement() > 0, this::tell);
        out().println(result.summary());
        out().flush();
        ReliabilityFigures.add(result.summary());
        boolean enough = runs.isEmpty() || result.runs() == runs.get();
        if (!enough) {
            out().printf("%d minutes were not enough for %d runs%n", minutes, runs.get());
            out().flush();
        }
        return result.failed().isEmpty() && enough ? 0 : 1;
    }

    private void tell(Report report) {
        if (report.violation().isPresent()) {
            out().println(report.told());
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
