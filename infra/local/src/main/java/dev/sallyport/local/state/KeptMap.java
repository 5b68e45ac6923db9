package dev.sallyport.local.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A map that is kept: what a small service remembers. Changes come one after the other and are seen once they are
 * written; reading is free at any time.
 */
public final class KeptMap<V> implements Keeper {
    private final String name;
    private final Form<V> form;
    private final UnaryOperator<String> projectOf;
    private final boolean isSecret;
    private final ConcurrentNavigableMap<String, V> values = new ConcurrentSkipListMap<>();
    private Journal journal = Journal.none();

    private KeptMap(String name, Form<V> form, UnaryOperator<String> projectOf, boolean isSecret) {
        this.name = name;
        this.form = form;
        this.projectOf = projectOf;
        this.isSecret = isSecret;
    }

    /** @param projectOf the project that a key belongs to, or {@link StateRecord#CLOUD} */
    public static <V> KeptMap<V> of(String name, Form<V> form, UnaryOperator<String> projectOf) {
        return new KeptMap<>(name, form, projectOf, false);
    }

    /** A map whose values are secret; its keys are not. */
    public static <V> KeptMap<V> ofSecrets(String name, Form<V> form, UnaryOperator<String> projectOf) {
        return new KeptMap<>(name, form, projectOf, true);
    }

    public Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The entries as they are now and become, by key; not to be changed. */
    public NavigableMap<String, V> view() {
        return values;
    }

    public synchronized void put(String key, V value) {
        journal.write(List.of(new Change.Put(record(key, value))));
        values.put(key, value);
    }

    /** @return whether it was not there, and is now */
    public boolean putIfAbsent(String key, V value) {
        if (values.containsKey(key)) {
            return false;
        }
        synchronized (this) {
            boolean absent = !values.containsKey(key);
            if (absent) {
                put(key, value);
            }
            return absent;
        }
    }

    /** @return whether it was there */
    public synchronized boolean remove(String key) {
        if (!values.containsKey(key)) {
            return false;
        }
        journal.write(List.of(new Change.Remove(projectOf.apply(key), key)));
        values.remove(key);
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void load(Collection<StateRecord> records) {
        records.forEach(record -> values.put(record.key(), form.read(record.value())));
    }

    @Override
    public synchronized void journal(Journal kept) {
        journal = kept;
    }

    @Override
    public synchronized Set<String> projects() {
        return values.keySet().stream().map(projectOf).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized List<StateRecord> records(String project) {
        return values.entrySet().stream()
                .filter(entry -> projectOf.apply(entry.getKey()).equals(project))
                .map(entry -> record(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void replace(String project, Collection<StateRecord> records) {
        Map<String, V> next =
                records.stream().collect(Collectors.toMap(StateRecord::key, record -> form.read(record.value())));
        Set<String> gone = new HashSet<>();
        List<Change> changes = new ArrayList<>();
        for (String key : values.keySet()) {
            if (projectOf.apply(key).equals(project) && !next.containsKey(key)) {
                gone.add(key);
                changes.add(new Change.Remove(project, key));
            }
        }
        records.forEach(record -> changes.add(new Change.Put(record)));
        journal.write(changes);
        values.putAll(next);
        values.keySet().removeAll(gone);
    }

    private StateRecord record(String key, V value) {
        return new StateRecord(projectOf.apply(key), key, form.written(value), isSecret);
    }
}
