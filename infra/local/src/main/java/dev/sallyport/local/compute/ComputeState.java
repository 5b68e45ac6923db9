package dev.sallyport.local.compute;

import dev.sallyport.local.projects.Project;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.StateRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What there is of Compute Engine, as records: all resources of all projects, their operations, and the counters. */
final class ComputeState {
    private final Cloud cloud;
    private final ChangeLog log;
    private final List<Counter> counters;

    ComputeState(Cloud cloud, ChangeLog log, List<Counter> counters) {
        this.cloud = cloud;
        this.log = log;
        this.counters = counters;
    }

    void load(Collection<StateRecord> records) {
        Map<String, List<StateRecord>> byProject =
                records.stream().collect(Collectors.groupingBy(StateRecord::project));
        raiseCounters(byProject.getOrDefault(StateRecord.CLOUD, List.of()));
        byProject.forEach((project, ofProject) -> restore(project, ofProject));
        log.expectJournal();
        // Only now, when all is there, for what goes on may look at any of it.
        byProject.keySet().forEach(project -> cloud.announce(named(project)));
    }

    void journal(Journal journal) {
        log.open(journal);
    }

    /** Those with resources, and the cloud itself, which has the counters. */
    Set<String> projects() {
        Set<String> projects = new HashSet<>(cloud.withResources());
        projects.add(StateRecord.CLOUD);
        return projects;
    }

    List<StateRecord> records(String project) {
        Stream<StateRecord> resources = cloud.snapshot(project).entrySet().stream()
                .flatMap(entry -> ResourceRecords.of(entry.getKey(), entry.getValue()).stream());
        return project.equals(StateRecord.CLOUD)
                ? Stream.concat(counted(), resources).toList()
                : resources.toList();
    }

    /** The cloud's own records are the counters, and what belongs to organisations. */
    void replace(String project, Collection<StateRecord> records) {
        if (project.equals(StateRecord.CLOUD)) {
            raiseCounters(records);
            log.write(() -> counted().<Change>map(Change.Put::new).toList());
        }
        restore(project, records);
        cloud.announce(named(project));
    }

    private void restore(String project, Collection<StateRecord> records) {
        List<StateRecord> resources =
                records.stream().filter(record -> !isCounter(record)).toList();
        cloud.restore(named(project), ResourceRecords.read(resources));
    }

    private Stream<StateRecord> counted() {
        return counters.stream().map(Counter::record).flatMap(Optional::stream);
    }

    private boolean isCounter(StateRecord record) {
        return record.project().equals(StateRecord.CLOUD)
                && counters.stream().anyMatch(counter -> counter.key().equals(record.key()));
    }

    private void raiseCounters(Collection<StateRecord> records) {
        for (StateRecord record : records) {
            counters.stream()
                    .filter(counter -> counter.key().equals(record.key()))
                    .forEach(counter -> counter.raise(record));
        }
    }

    private Project named(String project) {
        return project.equals(StateRecord.CLOUD)
                ? OrganizationPolicies.PLACE
                : cloud.projects().named(project);
    }
}
