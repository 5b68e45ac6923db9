package dev.sallyport.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run firestore}: how many contended transactions a second there are, beside Google's emulator. */
@Command(
        name = "firestore",
        description = {
            "Clients increment counters in transactions, over one counter and over ten; then they write and read documents of",
            "their own without transactions. They use bare gRPC stubs: begin, get and commit, and after ABORTED the same again",
            "after up to 10 ms, twice as long each time. (Google's Java client waits far longer.) The counters must add up.",
            "First the local cloud, then Google's emulator if the Cloud SDK of the gcloud on the PATH has it."
        },
        mixinStandardHelpOptions = true)
final class FirestoreCommand implements Callable<Integer> {
    private static final int SOME_COUNTERS = 10;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Course course;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "100",
            description = "Transactions under way at any time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections (default: ${DEFAULT-VALUE}).")
    private int connections;

    private PrintWriter out;

    @Override
    public Integer call() {
        out = spec.commandLine().getOut();
        Target.sideBySide(GoogleEmulator.Kind.FIRESTORE, out, this::measure);
        return 0;
    }

    private void measure(Target target) {
        print(
                "%n%s; %d clients; load of the machine before: %.1f%n",
                target.title(),
                clients,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try (Stubs stubs = new Stubs(target.hostPort(), connections)) {
            increment(target, new FirestoreClient(stubs), 1);
            increment(target, new FirestoreClient(stubs), SOME_COUNTERS);
            FirestoreClient client = new FirestoreClient(stubs);
            measure(
                    "commits, each to a document of its own",
                    target,
                    (call, goOn) -> client.set("own-" + call % clients, call).thenApply(done -> true));
            measure(
                    "reads",
                    target,
                    (call, goOn) -> client.get("own-" + call % clients).thenApply(done -> true));
        }
    }

    private void increment(Target target, FirestoreClient client, int counters) {
        String prefix = "of-" + counters + "-";
        AtomicLong committed = new AtomicLong();
        measure(
                "transactions over " + counters + " counter" + (counters == 1 ? "" : "s"),
                target,
                (call, goOn) -> client.increment(prefix + call % counters, goOn).thenApply(done -> {
                    committed.addAndGet(done ? 1 : 0);
                    return done;
                }));
        long sum = IntStream.range(0, counters)
                .mapToLong(counter -> client.get(prefix + counter).join())
                .sum();
        if (sum != committed.get()) {
            throw new IllegalStateException(target.title() + ": " + counters + " counters add up to " + sum
                    + " (expected: " + committed.get() + ", as many as transactions were committed)");
        }
        print("    the sum is right, %d, warm-up included; %d attempts lost on the way%n", sum, client.aborted());
    }

    private void measure(String what, Target target, Call call) {
        AtomicLong calls = new AtomicLong();
        run(course.warmUp(), calls, call);
        ProcessorTime before = ProcessorTime.now(target::processorSeconds);
        Load load = run(course.seconds(), calls, call);
        ProcessorTime spent = ProcessorTime.now(target::processorSeconds).since(before);
        int count = load.latencies().count();
        print(
                "  %s: %d in %.1f s: %.0f a second; %s%n",
                what, count, load.seconds(), load.perSecond(), load.latencies().summary());
        print("    processor time for one: %s%n", spent.summary(target.title(), count));
    }

    /** Takes down those alone that came to something. */
    private Load run(int forSeconds, AtomicLong calls, Call call) {
        long end = System.nanoTime() + Duration.ofSeconds(forSeconds).toNanos();
        BooleanSupplier goOn = () -> System.nanoTime() < end;
        Timings timings = new Timings();
        Load all = Load.run(clients, goOn, () -> {
            long begun = System.nanoTime();
            return call.make(calls.getAndIncrement(), goOn).thenAccept(done -> {
                if (done) {
                    timings.add(System.nanoTime() - begun);
                }
            });
        });
        return new Load(Latencies.of(timings.nanos()), all.seconds());
    }

    /** What the clients do again and again. */
    @FunctionalInterface
    private interface Call {
        /**
         * @param number counts the calls
         * @param goOn whether there is time to try again
         * @return whether it came to something
         */
        CompletableFuture<Boolean> make(long number, BooleanSupplier goOn);
    }

    private void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
