package dev.sallyport.local.firestore;

import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The databases of all projects; one comes into being when it is first named. */
final class Databases {
    private final CloudClock clock;
    private final ConcurrencyMode mode;
    private final AtomicLong transactionSequence;
    private final NavigableMap<DatabaseName, Database> databases = new ConcurrentSkipListMap<>();
    private volatile Optional<Journal> journal = Optional.empty();

    Databases(CloudClock clock, ConcurrencyMode mode) {
        this.clock = clock;
        this.mode = mode;
        // Grows from run to run, so that the id of a transaction that ended with its process is nobody else's.
        this.transactionSequence = new AtomicLong(clock.millis() * 1000);
    }

    Database get(DatabaseName name) {
        Database database = databases.get(name);
        return database != null ? database : databases.computeIfAbsent(name, key -> created());
    }

    Database get(String name) {
        return get(DatabaseName.parse(name));
    }

    void keepIn(Journal place) {
        journal = Optional.of(place);
    }

    void load(Collection<StateRecord> records) {
        byDatabase(records).forEach((name, documents) -> get(name).load(documents));
    }

    Set<String> projects() {
        return databases.keySet().stream().map(DatabaseName::project).collect(Collectors.toSet());
    }

    List<StateRecord> records(String project) {
        return inOneMoment(
                project,
                () -> of(project).values().stream()
                        .flatMap(database -> database.all().stream())
                        .map(Records::of)
                        .toList());
    }

    void replace(String project, Collection<StateRecord> records) {
        Map<DatabaseName, List<StoredDocument>> replacement = byDatabase(records);
        replacement.keySet().forEach(this::get);
        inOneMoment(project, () -> {
            journal.ifPresent(place -> place.write(difference(project, records)));
            of(project).forEach((name, database) -> database.replace(replacement.getOrDefault(name, List.of())));
            return project;
        });
    }

    private Database created() {
        return new Database(clock, mode, transactionSequence::incrementAndGet, this::write);
    }

    private void write(List<dev.sallyport.local.firestore.Change> changes) {
        journal.ifPresent(place -> place.write(changes.stream().map(Records::of).toList()));
    }

    /** One change of each record: what is put is not removed before. */
    private List<Change> difference(String project, Collection<StateRecord> records) {
        Map<String, Change> byKey = new HashMap<>();
        of(project).values().stream()
                .flatMap(database -> database.all().stream())
                .map(document -> Records.removal(document.name()))
                .forEach(removal -> byKey.put(removal.key(), removal));
        records.forEach(record -> byKey.put(record.key(), new Change.Put(record)));
        return List.copyOf(byKey.values());
    }

    /** Holds all databases of a project, in the order of their names so that nobody waits in a circle. */
    private <T> T inOneMoment(String project, Supplier<T> work) {
        return holding(new ArrayDeque<>(of(project).values()), work);
    }

    private static <T> T holding(Deque<Database> databases, Supplier<T> work) {
        Database next = databases.poll();
        return next == null ? work.get() : next.held(() -> holding(databases, work));
    }

    private Map<DatabaseName, Database> of(String project) {
        Map<DatabaseName, Database> found = new TreeMap<>(databases);
        found.keySet().removeIf(name -> !name.project().equals(project));
        return found;
    }

    private static Map<DatabaseName, List<StoredDocument>> byDatabase(Collection<StateRecord> records) {
        return records.stream()
                .map(Records::document)
                .collect(Collectors.groupingBy(document -> document.name().database()));
    }
}
