package dev.sallyport.local.functions;

import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.grpc.Channel;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Runs functions as Cloud Run does, all in this process: each behind a server of its own, started by HTTP or by messages
 * on its topic, which a schedule may publish. Functions of one module share a class loader, and so their settings and their static state.
 */
public final class FunctionHost implements AutoCloseable {
    private static final int MOST_THREADS = 256;
    private static final long STOP_MILLIS = 1000;

    private final CloudClock clock;
    private final Usage usage;
    private final FunctionsFile file;
    private final ModuleClassPath classPath;
    private final Map<String, String> environment;
    private final String project;
    private final String region;

    private final QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    private final Map<String, FunctionClassLoader> loaders = new LinkedHashMap<>();
    private final List<HostedFunction> hosted = new ArrayList<>();
    private Optional<EventTriggers> triggers = Optional.empty();
    private Optional<AuditLogSinks> sinks = Optional.empty();
    private Optional<ScheduledTicks> ticks = Optional.empty();

    /**
     * @param clock by which schedules are kept
     * @param usage counts the runs of functions
     * @param environment the functions' settings; GOOGLE_CLOUD_PROJECT, PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST
     *     are added
     * @param project id of the project the topics are in
     * @param region part of the subscriptions' names
     */
    public FunctionHost(
            CloudClock clock,
            Usage usage,
            FunctionsFile file,
            ModuleClassPath classPath,
            Map<String, String> environment,
            String project,
            String region) {
        this.clock = clock;
        this.usage = usage;
        this.file = file;
        this.classPath = classPath;
        this.environment = Map.copyOf(environment);
        this.project = project;
        this.region = region;
        threads.setName("functions");
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
    }

    /**
     * Returns when every function serves and every topic delivers.
     *
     * @param api where the Pub/Sub API is, and that of Cloud Logging if a function is started by log entries
     * @param apiEndpoint the same as {@code host:port}, for the functions
     * @throws IllegalStateException if a module is not built, or a function cannot be made; nothing is left running
     */
    public void start(Channel api, String apiEndpoint) {
        try {
            threads.start();
            Map<String, String> settings = settings(apiEndpoint);
            file.functions().forEach(function -> host(function, settings));
            EventTriggers events = new EventTriggers(api, project, region);
            triggers = Optional.of(events);
            sinks = Optional.of(new AuditLogSinks(api, project));
            connect();
            ticks = Optional.of(new ScheduledTicks(clock, events::tick));
            startSchedules(ticks.get());
        } catch (Exception e) {
            close();
            throw e instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("the functions did not start", e);
        }
    }

    /** Makes the topics, subscriptions and sinks there have to be, and leaves those that are there as they should be. */
    public void connect() {
        triggers.ifPresent(this::deliver);
        sinks.ifPresent(this::deliver);
    }

    /** Where each function answers, by name. */
    public Map<String, URI> functions() {
        Map<String, URI> uris = new LinkedHashMap<>();
        hosted.forEach(function -> uris.put(function.spec().name(), function.uri()));
        return uris;
    }

    @Override
    public void close() {
        ticks.ifPresent(ScheduledTicks::close);
        hosted.forEach(HostedFunction::close);
        hosted.clear();
        try {
            threads.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the threads of the functions did not stop", e);
        }
        // Not closed: threads of the functions' clients outlive them for a moment, and load classes as they end.
        loaders.clear();
    }

    private Map<String, String> settings(String apiEndpoint) {
        Map<String, String> settings = new TreeMap<>(environment);
        settings.put("GOOGLE_CLOUD_PROJECT", project);
        settings.put("PUBSUB_EMULATOR_HOST", apiEndpoint);
        settings.put("FIRESTORE_EMULATOR_HOST", apiEndpoint);
        return settings;
    }

    private void host(FunctionSpec function, Map<String, String> settings) {
        FunctionClassLoader loader = loaders.computeIfAbsent(
                function.module(), module -> new FunctionClassLoader(module, classPath.of(module), settings));
        hosted.add(HostedFunction.start(function, loader, threads, usage));
    }

    private void deliver(EventTriggers triggers) {
        topics().forEach(triggers::createTopic);
        for (HostedFunction function : hosted) {
            if (function.spec().trigger() instanceof FunctionSpec.Topic trigger) {
                triggers.create(function, trigger);
            }
        }
    }

    private void deliver(AuditLogSinks sinks) {
        for (FunctionSpec function : file.functions()) {
            if (function.trigger() instanceof FunctionSpec.Topic trigger) {
                trigger.auditLog().ifPresent(filter -> sinks.create(function.name(), trigger.topic(), filter));
            }
        }
    }

    private void startSchedules(ScheduledTicks ticks) {
        for (FunctionSpec function : file.functions()) {
            if (function.trigger() instanceof FunctionSpec.Topic trigger) {
                trigger.schedule().ifPresent(schedule -> ticks.start(trigger.topic(), schedule));
            }
        }
    }

    private Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>(file.topics());
        for (FunctionSpec function : file.functions()) {
            if (function.trigger() instanceof FunctionSpec.Topic trigger) {
                topics.add(trigger.topic());
                topics.add(trigger.deadLetter().topic());
            }
        }
        return topics;
    }
}
