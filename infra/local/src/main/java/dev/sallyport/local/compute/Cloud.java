package dev.sallyport.local.compute;

import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.time.CloudClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All projects' resources and operations, and the one way to change them. */
final class Cloud implements Surroundings {
    private final CloudClock clock;
    private final Projects projects;
    private final OperationLatency latency;
    private final ChangeLog log = new ChangeLog();
    private final ResourceIds ids;
    private final ExternalAddresses externalAddresses = new ExternalAddresses(log);
    private final Behaviours behaviours;
    private final IndexTerms terms;
    private final ResourceWriter writer;
    private final MethodCatalog methods;
    private final GroupController groups;
    private final InstanceSwitch instanceSwitch = new InstanceSwitch();
    private final Map<String, ProjectResources> byProject = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile BackendHealth health = BackendHealth.unknown();
    private volatile InstanceTraffic traffic = InstanceTraffic.none();

    Cloud(CloudClock clock, Projects projects, OperationLatency latency) {
        this.clock = clock;
        this.projects = projects;
        this.latency = latency;
        this.ids = new ResourceIds(clock, log);
        this.groups = new GroupController(this, clock, latency);
        this.behaviours =
                AllBehaviours.of((service, group) -> health.of(service, group), instanceSwitch::serialPortOutput);
        this.terms = new IndexTerms(behaviours);
        this.writer = new ResourceWriter(behaviours);
        this.methods = new MethodCatalog(behaviours);
    }

    void machines(Machines machines) {
        instanceSwitch.attach(machines);
    }

    void health(BackendHealth attached) {
        health = attached;
    }

    void traffic(InstanceTraffic attached) {
        traffic = attached;
    }

    InstanceTraffic traffic() {
        return traffic;
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

    Behaviours behaviours() {
        return behaviours;
    }

    MethodCatalog methods() {
        return methods;
    }

    /** What outlives the process. */
    ComputeState state() {
        List<Counter> counters = new ArrayList<>(externalAddresses.counters());
        counters.add(ids.counter());
        return new ComputeState(this, log, counters);
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
        transaction.commit(log, this::announce);
        return result;
    }

    /** Ids of the projects that have resources. */
    Set<String> withResources() {
        return byProject.entrySet().stream()
                .filter(entry -> entry.getValue().isFilled())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** All that a project has, as of one moment; nothing if nobody has named it yet. */
    Map<Link, Message> snapshot(String project) {
        ProjectResources resources = known(project);
        resources.lock().lock();
        try {
            return resources.all().collect(Collectors.toMap(Stored::link, Stored::message));
        } finally {
            resources.lock().unlock();
        }
    }

    /**
     * Puts these in the place of all that the project has; nothing makes it as if nobody had ever named it. Whoever has
     * to know is told by {@link #announce}.
     */
    void restore(Project project, Map<Link, Message> wanted) {
        ProjectResources resources = known(project.id());
        resources.lock().lock();
        try {
            restore(project, resources, wanted);
        } finally {
            resources.lock().unlock();
        }
    }

    private void restore(Project project, ProjectResources resources, Map<Link, Message> wanted) {
        Map<Link, Message> before = resources.all().collect(Collectors.toMap(Stored::link, Stored::message));
        Set<Link> links = new LinkedHashSet<>(before.keySet());
        links.addAll(wanted.keySet());
        log.write(() -> links.stream()
                .flatMap(link -> ResourceRecords.change(
                        link, Optional.ofNullable(before.get(link)), Optional.ofNullable(wanted.get(link))))
                .toList());
        before.keySet().stream().filter(link -> !wanted.containsKey(link)).forEach(resources::remove);
        wanted.forEach(resources::put);
        wanted.values().forEach(this::claim);
        resources.filled(!wanted.isEmpty());
        resources.announceLater(() -> restored(project, before.values(), wanted));
    }

    /** What was given out elsewhere is not given out here. */
    private void claim(Message resource) {
        terms.addresses(resource).forEach(externalAddresses::claim);
        ids.claim(Fields.text(resource, "id"));
    }

    /** The machines of before go, those that are there now boot, and groups go on from where they were. */
    private void restored(Project project, Collection<Message> before, Map<Link, Message> wanted) {
        before.forEach(instanceSwitch::off);
        wanted.values().forEach(instanceSwitch::on);
        wanted.keySet().stream()
                .filter(link -> link.collection().equals("instanceGroupManagers"))
                .forEach(groups::changed);
        listeners.forEach(
                listener -> listener.accept(Link.ofProject(project.id()).path()));
    }

    /** Tells what has been restored. */
    void announce(Project project) {
        known(project.id()).announce();
    }

    private ProjectResources known(String project) {
        return byProject.computeIfAbsent(project, id -> new ProjectResources(id, terms));
    }

    private ProjectResources resources(Project project) {
        ProjectResources resources = known(project.id());
        if (!resources.isFilled()) {
            fill(project, resources);
        }
        return resources;
    }

    /** Puts in what a project has from the first moment on. */
    private void fill(Project project, ProjectResources resources) {
        resources.lock().lock();
        try {
            if (!resources.isFilled()) {
                Transaction transaction = new Transaction(project, resources, this);
                NewProject.fill(transaction);
                transaction.commit(log, (link, before, after) -> {});
                resources.filled(true);
            }
        } finally {
            resources.lock().unlock();
        }
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
    public IndexTerms terms() {
        return terms;
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
        Project place = project.equals(Link.NO_PROJECT) ? OrganizationPolicies.PLACE : projects.named(project);
        return resources(place).all(collection);
    }
}
