package dev.sallyport.finding;

import dev.sallyport.blueprint.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the open findings are repaired now. One that comes back again and again is repaired no more: somebody wants it
 * otherwise, and a person has to find out who.
 *
 * @param entry what is known and to be told, with the repairs that are asked for
 * @param stages where the chain is to be entered again; none if nothing is repaired
 * @param findings the keys of the findings that are repaired
 */
public record RepairPlan(Ledger.Entry entry, SortedSet<StageName> stages, List<String> findings) {
    /** Repairs of one finding within {@link #WINDOW} after which it is left to a person. */
    public static final int MOST_REPAIRS = 3;

    public static final Duration WINDOW = Duration.ofHours(24);

    /**
     * @param modes of each control, by its id
     * @param stages that a finding's control, or what the finding is about, needs to run
     */
    public static RepairPlan of(
            Ledger.Entry entry,
            Function<String, Mode> modes,
            Function<Observation, Set<StageName>> stages,
            Instant now) {
        Compliance compliance = entry.compliance();
        List<Compliance.PastRepair> repairs = compliance.repairs().stream()
                .filter(past -> past.at().isAfter(now.minus(WINDOW)))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Happening> happenings = new ArrayList<>(entry.happenings());
        SortedSet<StageName> entered = new TreeSet<>();
        List<String> repaired = new ArrayList<>();
        List<Finding> open = new ArrayList<>();
        for (Finding finding : compliance.open()) {
            Set<StageName> needed =
                    isToBeFixed(compliance, finding, modes, now) ? stages.apply(finding.last()) : Set.of();
            if (needed.isEmpty()) {
                open.add(finding);
            } else if (past(repairs, finding).size() >= MOST_REPAIRS) {
                open.add(leave(finding, happenings));
            } else {
                repairs.add(new Compliance.PastRepair(finding.key(), now));
                open.add(finding.repairing(Stream.concat(finding.repairs().stream(), Stream.of(now))
                        .toList()));
                entered.addAll(needed);
                repaired.add(finding.key());
            }
        }
        return new RepairPlan(new Ledger.Entry(with(compliance, open, repairs), happenings), entered, repaired);
    }

    private static boolean isToBeFixed(
            Compliance compliance, Finding finding, Function<String, Mode> modes, Instant now) {
        String control = finding.last().control();
        return modes.apply(control) == Mode.FIX && compliance.mute(control, now).isEmpty();
    }

    private static List<Compliance.PastRepair> past(List<Compliance.PastRepair> repairs, Finding finding) {
        return repairs.stream()
                .filter(past -> past.finding().equals(finding.key()))
                .toList();
    }

    private static Finding leave(Finding finding, List<Happening> happenings) {
        if (finding.stuck()) {
            return finding;
        }
        Finding left = finding.leftToAPerson();
        happenings.add(new Happening(Happening.Kind.STUCK, left));
        return left;
    }

    private static Compliance with(Compliance compliance, List<Finding> open, List<Compliance.PastRepair> repairs) {
        return new Compliance(
                compliance.deployment(),
                compliance.project(),
                compliance.generation(),
                compliance.checked(),
                open,
                compliance.closed(),
                repairs,
                compliance.mutes(),
                compliance.days());
    }
}
