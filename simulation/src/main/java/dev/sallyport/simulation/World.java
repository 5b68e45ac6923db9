package dev.sallyport.simulation;

import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.settings.Settings;
import dev.sallyport.simulation.Functions.Surroundings;
import io.grpc.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** A local cloud and the processes that run functions in it. It is dear to start, and serves one run after the other. */
final class World implements AutoCloseable {
    static final String PROJECT = "sallyport-project";
    private static final int INSTANCES = 3;
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(540);

    /** Clocks that jump by minutes are not to fail stages: what a stage's limit does has tests of its own. */
    private static final Duration STAGE_LIMIT = Duration.ofDays(2);

    private final Course course = new Course(this::now);
    private final Gate gate = new Gate(course);
    private final BooleanSupplier timeIsUp;
    private final LocalCloud cloud;
    private final ChainRuntime runtime;
    private final Post post;
    private final List<Instance> instances = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "invocation");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param loader of the functions' classes
     * @param timeIsUp whether what is run here is to be broken off
     */
    World(ClassLoader loader, BooleanSupplier timeIsUp) {
        this.timeIsUp = timeIsUp;
        PooledKeys.install();
        cloud = LocalCloud.builder()
                .director(gate)
                .doors(INSTANCES)
                .latency(course)
                .start();
        runtime = ChainRuntime.of(new Settings(
                PROJECT, Optional.of(cloud.apiEndpoint()), Optional.of(cloud.internetProxy()), Optional.empty()));
        post = new Post(PROJECT, cloud.channel());
        cloud.doors().forEach(door -> {
            Surroundings surroundings =
                    new Surroundings(PROJECT, door, cloud.internetProxy(), FUNCTION_TIMEOUT, STAGE_LIMIT);
            Instance instance = new Instance(new Functions(loader, surroundings, this::nanoTime));
            gate.assign(Integer.parseInt(door.substring(door.indexOf(':') + 1)), instance);
            instances.add(instance);
        });
    }

    /** Nothing is left of the run before. */
    void begin() {
        cloud.reset();
        forget();
        post.open();
        Secrets.keep(cloud.channel());
    }

    /** What was in the cloud once is there again. */
    void begin(String snapshot) {
        cloud.restore(snapshot);
        forget();
    }

    private void forget() {
        course.forget();
        post.forget();
        instances.forEach(instance -> instance.functions().forget());
    }

    /** @throws TimeIsUp if there is none left */
    void requireTime() {
        if (timeIsUp.getAsBoolean()) {
            throw new TimeIsUp();
        }
    }

    LocalCloud cloud() {
        return cloud;
    }

    Course course() {
        return course;
    }

    Gate gate() {
        return gate;
    }

    Post post() {
        return post;
    }

    /** For the simulation's own calls: they are not what is looked at, and cost a fraction of those over a port. */
    Channel channel() {
        return cloud.channel();
    }

    Deployments deployments() {
        return runtime.deployments();
    }

    Instant now() {
        return cloud.clock().instant();
    }

    /** The one that has rested longest, so that nothing of what it did before is on its way any more. */
    Optional<Instance> freeInstance() {
        return instances.stream().filter(Instance::isFree).min(Comparator.comparingInt(Instance::latest));
    }

    int freeInstances() {
        return (int) instances.stream().filter(Instance::isFree).count();
    }

    void start(Invocation invocation) {
        gate.begin(invocation);
        threads.execute(() -> gate.end(invocation, run(invocation)));
    }

    private static Optional<Throwable> run(Invocation invocation) {
        try {
            invocation
                    .instance()
                    .functions()
                    .call(invocation.letter().function(), invocation.letter().event());
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(e);
        }
    }

    /** Elapsed time is the cloud's: a process that is frozen sees it pass all the same. */
    private long nanoTime() {
        Instant now = now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        instances.forEach(instance -> instance.functions().close());
        runtime.close();
        cloud.close();
    }
}
