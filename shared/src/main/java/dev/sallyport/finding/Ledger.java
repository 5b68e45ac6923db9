package dev.sallyport.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a look makes of what was known before. Without effects. */
public final class Ledger {
    private static final int MOST_CLOSED = 200;
    private static final int MOST_DAYS = 400;

    private final Compliance before;
    private final Instant now;
    private final List<Happening> happenings = new ArrayList<>();

    private Ledger(Compliance before, Instant now) {
        this.before = before;
        this.now = now;
    }

    /**
     * What is known after a look, and what people are to be told.
     *
     * @param happenings in the order in which to tell
     */
    public record Entry(Compliance compliance, List<Happening> happenings) {
        public Entry {
            happenings = List.copyOf(happenings);
        }
    }

    /** @param seen all that a look saw violated; of one key there is one */
    public static Entry enter(Compliance before, List<Observation> seen, long generation, Instant now) {
        return new Ledger(before, now).enter(seen, generation);
    }

    private Entry enter(List<Observation> seen, long generation) {
        Map<String, Finding> known =
                before.open().stream().collect(Collectors.toMap(Finding::key, Function.identity()));
        Map<String, Finding> open = new TreeMap<>();
        seen.forEach(observation -> open.put(
                observation.key(), told(noted(Optional.ofNullable(known.get(observation.key())), observation))));
        List<Finding> over = before.open().stream()
                .filter(finding -> !open.containsKey(finding.key()))
                .map(this::close)
                .toList();
        return new Entry(
                new Compliance(
                        before.deployment(),
                        before.project(),
                        generation,
                        Optional.of(now),
                        List.copyOf(open.values()),
                        Stream.concat(over.stream(), before.closed().stream())
                                .limit(MOST_CLOSED)
                                .toList(),
                        before.repairs(),
                        before.mutes().stream()
                                .filter(mute -> !mute.isOver(now))
                                .toList(),
                        days(open.size())),
                happenings);
    }

    private Finding noted(Optional<Finding> known, Observation seen) {
        return known.map(finding -> finding.seenAgain(seen, now))
                .orElseGet(
                        () -> Finding.first(seen, Controls.get(seen.control()).severity(), now));
    }

    private Finding told(Finding finding) {
        if (before.mute(finding.last().control(), now).isPresent()) {
            return finding;
        }
        if (!finding.told()) {
            happenings.add(new Happening(Happening.Kind.OPENED, finding));
        } else if (finding.changed().equals(now)) {
            happenings.add(new Happening(Happening.Kind.CHANGED, finding));
        }
        return finding.asTold();
    }

    private Finding close(Finding finding) {
        Finding closed = finding.closedAt(now);
        if (closed.told()) {
            happenings.add(new Happening(
                    closed.repairs().isEmpty() ? Happening.Kind.CLOSED : Happening.Kind.REPAIRED, closed));
        }
        return closed;
    }

    private List<CheckedDay> days(int open) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<LocalDate, CheckedDay> days = new LinkedHashMap<>();
        before.days().forEach(day -> days.put(day.date(), day));
        CheckedDay day = days.getOrDefault(today, new CheckedDay(today, 0, 0, 0));
        days.put(today, day.and(open));
        return days.values().stream().skip(Math.max(0, days.size() - MOST_DAYS)).toList();
    }
}
