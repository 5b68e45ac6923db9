package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All projects' resources and operations, and the one way to change them. */
final class Cloud implements Transaction.Surroundings {
    private final CloudClock clock;
    private final Projects projects;
    private final OperationLatency latency;
    private final ResourceIds ids;
    private final ExternalAddresses externalAddresses = new ExternalAddresses();
    private final Operations operations;
    private final Behaviours behaviours;
    private final Departures departures;
    private final ResourceWriter writer;
    private final MethodCatalog methods;
    private final GroupController groups;
    private final InstanceSwitch instanceSwitch = new InstanceSwitch();
    private final Map<String, ProjectResources> byProject = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile BackendHealth health = BackendHealth.unknown();

    Cloud(CloudClock clock, Projects projects, OperationLatency latency) {
        this.clock = clock;
        this.projects = projects;
        this.latency = latency;
        this.ids = new ResourceIds(clock);
        this.operations = new Operations(clock, ids);
        this.departures = new Departures(operations);
        this.groups = new GroupController(this, clock, latency);
        this.behaviours = AllBehaviours.of((service, group) -> health.of(service, group));
        this.writer = new ResourceWriter(behaviours, departures);
        this.methods = new MethodCatalog(behaviours);
    }

    void machines(Machines machines) {
        instanceSwitch.attach(machines);
    }

    void health(BackendHealth attached) {
        health = attached;
    }

    void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    Projects projects() {
        return projects;
    }

    OperationLatency latency() {
        return latency;
    }

    Operations operations() {
        return operations;
    }

    Departures departures() {
        return departures;
    }

    Behaviours behaviours() {
        return behaviours;
    }

    MethodCatalog methods() {
        return methods;
    }

    /** Reads a project as it is now. */
    <T> T read(Project project, Function<Transaction, T> work) {
        return work.apply(new Transaction(project, resources(project), this));
    }

    /** Changes a project: all that the work does, or nothing if it throws. */
    <T> T change(Project project, Function<Transaction, T> work) {
        return holding(project, () -> apply(project, resources(project), work));
    }

    /** Does work that nobody else's change of the project may come between. */
    <T> T holding(Project project, Supplier<T> work) {
        ProjectResources resources = resources(project);
        T result;
        resources.lock().lock();
        try {
            result = work.get();
        } finally {
            resources.lock().unlock();
        }
        resources.announce();
        return result;
    }

    private <T> T apply(Project project, ProjectResources resources, Function<Transaction, T> work) {
        Transaction transaction = new Transaction(project, resources, this);
        T result = work.apply(transaction);
        transaction.commit(this::announce);
        return result;
    }

    private ProjectResources resources(Project project) {
        ProjectResources known = byProject.get(project.id());
        return known != null ? known : byProject.computeIfAbsent(project.id(), id -> newProject(project));
    }

    /** What a project has from the first moment on. */
    private ProjectResources newProject(Project project) {
        ProjectResources resources = new ProjectResources();
        Transaction transaction = new Transaction(project, resources, this);
        NewProject.fill(transaction);
        transaction.commit((link, before, after) -> {});
        return resources;
    }

    private void announce(Link link, Optional<Message> before, Optional<Message> after) {
        instanceSwitch.changed(before, after);
        groups.changed(link);
        listeners.forEach(listener -> listener.accept(link.path()));
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nextId() {
        return ids.next();
    }

    @Override
    public ResourceWriter writer() {
        return writer;
    }

    @Override
    public ExternalAddresses externalAddresses() {
        return externalAddresses;
    }

    @Override
    public Link byProjectId(Link link) {
        return projects.find(link.project())
                .map(project -> link.of(project.id()))
                .orElse(link);
    }

    @Override
    public Optional<Message> elsewhere(Link link) {
        return resources(projects.named(link.project())).get(link);
    }

    @Override
    public Stream<Stored> allElsewhere(String project, String collection) {
        return resources(projects.named(project)).all(project, collection);
    }
}
