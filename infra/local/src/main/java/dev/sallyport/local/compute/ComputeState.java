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
        byProject.remove(StateRecord.CLOUD);
        byProject.forEach((project, ofProject) -> cloud.restore(named(project), ResourceRecords.read(ofProject)));
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
        return project.equals(StateRecord.CLOUD)
                ? counters.stream()
                        .map(Counter::record)
                        .flatMap(Optional::stream)
                        .toList()
                : cloud.snapshot(project).entrySet().stream()
                        .flatMap(entry -> ResourceRecords.of(entry.getKey(), entry.getValue()).stream())
                        .toList();
    }

    void replace(String project, Collection<StateRecord> records) {
        if (project.equals(StateRecord.CLOUD)) {
            raiseCounters(records);
            log.write(
                    () -> records(project).stream().<Change>map(Change.Put::new).toList());
            return;
        }
        cloud.restore(named(project), ResourceRecords.read(records));
        cloud.announce(named(project));
    }

    private void raiseCounters(Collection<StateRecord> records) {
        for (StateRecord record : records) {
            counters.stream()
                    .filter(counter -> counter.key().equals(record.key()))
                    .forEach(counter -> counter.raise(record));
        }
    }

    private Project named(String project) {
        return cloud.projects().named(project);
    }
}
