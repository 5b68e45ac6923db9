package dev.sallyport.bench;

import com.google.pubsub.v1.PubsubMessage;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run pubsub}: how many messages a second are published and delivered, beside Google's emulator. */
@Command(
        name = "pubsub",
        description = {
            "Publishes through gRPC stubs, so many messages in a call as Google's Publisher would put into one, and receives",
            "them by push, by streaming pull and by pull. A message's time runs from its publish call until it has arrived.",
            "So many messages as calls under way have room for are on their way at any time; the more, the longer each takes.",
            "First the local cloud, then Google's emulator if the Cloud SDK of the gcloud on the PATH has it."
        },
        mixinStandardHelpOptions = true)
final class PubSubCommand implements Callable<Integer> {
    private static final int PULLING = 4;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private Course course;

    @Option(
            names = "--publishers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Publish calls whose messages are under way at any time (default: ${DEFAULT-VALUE}).")
    private int publishers;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = "Messages in one publish call (default: ${DEFAULT-VALUE}, as Google's Publisher has it).")
    private int batch;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "200",
            description = "Data of a message, 12 at least (default: ${DEFAULT-VALUE}).")
    private int bytes;

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
        Target.sideBySide(GoogleEmulator.Kind.PUBSUB, out, this::measure);
        return 0;
    }

    private void measure(Target target) {
        print(
                "%n%s; %d publish calls of %d messages of %d bytes at a time; load of the machine before: %.1f%n",
                target.title(),
                publishers,
                batch,
                bytes,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try (Stubs stubs = new Stubs(target.hostPort(), connections)) {
            push(target, new PubSubClient(stubs, "pushed"));
            streamingPull(target, new PubSubClient(stubs, "streamed"));
            pull(target, new PubSubClient(stubs, "pulled"));
        }
    }

    private void push(Target target, PubSubClient client) {
        Parcels parcels = new Parcels(batch, bytes);
        try (PushEndpoint endpoint = new PushEndpoint(parcels::arrived)) {
            client.subscribe(endpoint.url());
            measure("push", target, client, parcels);
        }
    }

    private void streamingPull(Target target, PubSubClient client) {
        Parcels parcels = new Parcels(batch, bytes);
        client.subscribe("");
        PubSubClient.Stream stream = client.stream(message -> parcels.arrived(message.getData()));
        measure("streaming pull", target, client, parcels);
        stream.close();
    }

    private void pull(Target target, PubSubClient client) {
        Parcels parcels = new Parcels(batch, bytes);
        Consumer<PubsubMessage> arrived = message -> parcels.arrived(message.getData());
        client.subscribe("");
        AtomicBoolean open = new AtomicBoolean(true);
        CompletableFuture<Load> pulling =
                CompletableFuture.supplyAsync(() -> Load.run(PULLING, open::get, () -> client.pull(arrived)));
        measure("pull", target, client, parcels);
        open.set(false);
        pulling.join();
    }

    private void measure(String what, Target target, PubSubClient client, Parcels parcels) {
        run(Duration.ofSeconds(course.warmUp()), () -> send(client, parcels));
        Timings timings = parcels.timeAnew();
        ProcessorTime before = ProcessorTime.now(target::processorSeconds);
        Load parcelLoad = run(Duration.ofSeconds(course.seconds()), () -> send(client, parcels));
        ProcessorTime spent = ProcessorTime.now(target::processorSeconds).since(before);
        Load load = new Load(Latencies.of(timings.nanos()), parcelLoad.seconds());
        int count = load.latencies().count();
        print(
                "  %s: %d messages published and delivered in %.1f s: %.0f a second; %s%n",
                what, count, load.seconds(), load.perSecond(), load.latencies().summary());
        print("    processor time for one: %s%n", spent.summary(target.title(), count));
    }

    private Load run(Duration time, Supplier<CompletableFuture<?>> call) {
        long end = System.nanoTime() + time.toNanos();
        return Load.run(publishers, () -> System.nanoTime() < end, call);
    }

    /** Done when all have arrived; fails if one is lost. */
    private static CompletableFuture<?> send(PubSubClient client, Parcels parcels) {
        Parcels.Parcel parcel = parcels.next();
        return client.publish(parcel.content())
                .thenCompose(published -> parcel.complete().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS));
    }

    private void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
