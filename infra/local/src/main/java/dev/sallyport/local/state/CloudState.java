package dev.sallyport.local.state;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The state of all services together: saved, put back and forgotten, of everything or of one project. Whoever calls sees
 * to it that no other calls change anything meanwhile.
 */
public final class CloudState {
    private final InstantSource clock;
    private final List<Keeper> keepers;
    private final SealingKey key;
    private final Optional<StateDirectory> directory;

    /**
     * @param keepers first those that the others look things up in
     * @param directory where state is kept, if it is; its key seals the secrets of snapshots, too
     */
    public CloudState(InstantSource clock, List<Keeper> keepers, Optional<StateDirectory> directory) {
        this.clock = clock;
        this.keepers = List.copyOf(keepers);
        this.key = directory.map(StateDirectory::key).orElseGet(SealingKey::random);
        this.directory = directory;
    }

    /**
     * @param project empty for everything
     * @return a JSON document
     * @throws StateException if there is nothing of the project
     */
    public String snapshot(Optional<String> project) {
        Set<String> known = projects();
        if (project.isPresent() && !known.contains(project.get())) {
            known.remove(StateRecord.CLOUD);
            throw new StateException("project: there is nothing of '" + project.get() + "' (expected one of: "
                    + String.join(", ", known) + ")");
        }
        List<Entry.Put> records = new ArrayList<>();
        for (Keeper keeper : keepers) {
            for (String each : project.map(Set::of).orElse(known)) {
                keeper.records(each).forEach(record -> records.add(Entry.sealed(keeper.name(), record, key)));
            }
        }
        return SnapshotDocument.written(new Snapshot(clock.instant(), project, key.id(), records));
    }

    /**
     * Puts what the snapshot has in the place of what there is.
     *
     * @param project of which alone; empty for all that the snapshot is of
     * @return how many records there are now of each service
     * @throws StateException if the snapshot cannot be restored; nothing has changed then
     */
    public Map<String, Integer> restore(String document, Optional<String> project) {
        Snapshot snapshot = SnapshotDocument.read(document);
        Optional<String> scope = project.or(snapshot::project);
        check(snapshot, project);
        List<Entry.Put> records = snapshot.records().stream()
                .filter(record ->
                        scope.isEmpty() || scope.get().equals(record.address().project()))
                .toList();
        List<Step> steps = steps(records, scope);
        replace(scope, records, steps);
        return counts(records);
    }

    /** Forgets the project, or everything, as if nobody had ever named it. */
    public void reset(Optional<String> project) {
        List<Step> steps = steps(List.of(), project);
        // What the others look things up in goes last, for looking a project up makes it anew.
        Collections.reverse(steps);
        replace(project, List.of(), steps);
    }

    private void check(Snapshot snapshot, Optional<String> project) {
        Set<String> names = keepers.stream().map(Keeper::name).collect(Collectors.toCollection(TreeSet::new));
        for (Entry.Put record : snapshot.records()) {
            if (!names.contains(record.address().keeper())) {
                throw new StateException("snapshot: has records of "
                        + record.address().keeper() + ", which this local cloud does not have (expected: "
                        + String.join(", ", names) + ")");
            }
        }
        if (snapshot.hasSecrets() && !snapshot.keyId().equals(key.id())) {
            throw new StateException("snapshot: its secrets are sealed with the key " + snapshot.keyId()
                    + ", this local cloud has the key " + key.id() + ". Restore it where it was taken, or start with a"
                    + " state directory that has the same file key");
        }
        if (project.isPresent()
                && snapshot.records().stream()
                        .noneMatch(record -> record.address().project().equals(project.get()))) {
            throw new StateException("snapshot: has nothing of the project " + project.get());
        }
    }

    /** One keeper's part of a replacement. */
    private record Step(Keeper keeper, String project, List<StateRecord> records) {}

    private List<Step> steps(List<Entry.Put> records, Optional<String> scope) {
        Map<String, Map<String, List<StateRecord>>> byKeeper = new LinkedHashMap<>();
        for (Entry.Put record : records) {
            byKeeper.computeIfAbsent(record.address().keeper(), keeper -> new LinkedHashMap<>())
                    .computeIfAbsent(record.address().project(), project -> new ArrayList<>())
                    .add(Entry.opened(record, key));
        }
        List<Step> steps = new ArrayList<>();
        for (Keeper keeper : keepers) {
            Map<String, List<StateRecord>> byProject = byKeeper.getOrDefault(keeper.name(), Map.of());
            Set<String> projects = new TreeSet<>(scope.map(Set::of).orElseGet(keeper::projects));
            projects.addAll(byProject.keySet());
            projects.forEach(
                    project -> steps.add(new Step(keeper, project, byProject.getOrDefault(project, List.of()))));
        }
        return steps;
    }

    private void replace(Optional<String> scope, List<Entry.Put> records, List<Step> steps) {
        if (directory.isPresent()) {
            directory.get().replace(scope.stream().toList(), List.copyOf(records), () -> carryOut(steps));
        } else {
            carryOut(steps);
        }
    }

    /** If a service does not take its part, the others take theirs back. */
    private static void carryOut(List<Step> steps) {
        Deque<Step> undo = new ArrayDeque<>();
        for (Step step : steps) {
            undo.push(new Step(step.keeper, step.project, step.keeper.records(step.project)));
            try {
                step.keeper.replace(step.project, step.records);
            } catch (RuntimeException e) {
                undo.forEach(back -> back.keeper.replace(back.project, back.records));
                throw new StateException(step.keeper.name() + " does not take its records; nothing has changed", e);
            }
        }
    }

    private Set<String> projects() {
        return keepers.stream()
                .flatMap(keeper -> keeper.projects().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Integer> counts(List<Entry.Put> records) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        records.forEach(record -> counts.merge(record.address().keeper(), 1, Integer::sum));
        return counts;
    }
}
