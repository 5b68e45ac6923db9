package dev.sallyport.local.time;

import com.google.protobuf.util.Durations;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.StateRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keeps how far time was moved, which is no project's. */
final class OffsetKeeper implements Keeper {
    private static final String KEY = "offset";
    private static final Form<com.google.protobuf.Duration> FORM = Form.of(com.google.protobuf.Duration.parser());

    private final CloudClock clock;
    private Journal journal = Journal.none();

    OffsetKeeper(CloudClock clock) {
        this.clock = clock;
    }

    void write(Duration offset) {
        synchronized (clock) {
            journal.write(List.of(new Change.Put(record(offset))));
        }
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public void load(Collection<StateRecord> records) {
        clock.offset(offset(records));
    }

    @Override
    public void journal(Journal kept) {
        synchronized (clock) {
            journal = kept;
        }
    }

    @Override
    public Set<String> projects() {
        return Set.of(StateRecord.CLOUD);
    }

    @Override
    public List<StateRecord> records(String project) {
        return project.equals(StateRecord.CLOUD) ? List.of(record(clock.offset())) : List.of();
    }

    @Override
    public void replace(String project, Collection<StateRecord> records) {
        if (project.equals(StateRecord.CLOUD)) {
            synchronized (clock) {
                write(offset(records));
                clock.offset(offset(records));
            }
        }
    }

    private static Duration offset(Collection<StateRecord> records) {
        return records.stream()
                .map(record -> FORM.read(record.value()))
                .map(offset -> Duration.ofSeconds(offset.getSeconds(), offset.getNanos()))
                .findAny()
                .orElse(Duration.ZERO);
    }

    private static StateRecord record(Duration offset) {
        com.google.protobuf.Duration message = Durations.fromNanos(offset.toNanos());
        return StateRecord.of(StateRecord.CLOUD, KEY, FORM.written(message));
    }
}
