package dev.sallyport.simulation;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.simulation.Scenario.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Kills each function of the chain before and after each of its calls, has its message delivered again, and compares what
 * there is then with what there is without a crash: every resource, and which messages are on their way.
 */
public final class CrashPoints {
    private static final String DEPLOYMENT = "app-1";
    private static final Ask PROVISION = Variant.of(DEPLOYMENT, 0).provision();

    private final World world;
    private final int every;

    /**
     * @param every of so many crash points one is tried: 1 for all
     */
    public CrashPoints(Simulator simulator, int every) {
        world = simulator.world();
        this.every = every;
    }

    /**
     * What came of killing one function at its calls.
     *
     * @param way {@code provision} or {@code destroy}
     * @param calls how many calls it makes
     * @param before how often it was killed before a call
     * @param after how often it was killed after a call, before the answer
     * @param differences what was not as without a crash afterwards, by the crash; empty if nothing
     */
    public record Row(String way, String function, int calls, int before, int after, List<String> differences) {
        /** How often it was killed. */
        public int crashes() {
            return before + after;
        }
    }

    /** A row for each function. */
    public List<Row> provisioning() {
        return rows("provision", List.of(PROVISION), order(Blueprint.protectedApplication()));
    }

    /** As {@link #provisioning}. */
    public List<Row> destroying() {
        return rows(
                "destroy",
                List.of(PROVISION, Scenario.plain(DEPLOYMENT, "destroy")),
                order(Blueprint.protectedApplication().backwards()));
    }

    private static List<String> order(Blueprint walk) {
        List<String> functions = new ArrayList<>(List.of("intake"));
        walk.stages().stream().map(StageName::value).forEach(functions::add);
        return functions;
    }

    private List<Row> rows(String way, List<Ask> asks, List<String> functions) {
        world.begin();
        for (Ask ask : asks.subList(0, asks.size() - 1)) {
            run(ask, Fates.none()).go();
        }
        Mail mail = run(asks.get(asks.size() - 1), Fates.none()).go(new Mail(), function -> false);
        List<Row> rows = new ArrayList<>();
        for (String function : functions) {
            rows.add(row(way, function, new Checkpoint(world.cloud().snapshot(), mail)));
            mail = run(Fates.none()).go(mail, function::equals);
        }
        return rows;
    }

    /** Where all runs of a function begin. */
    private record Checkpoint(String snapshot, Mail mail) {}

    /** What there is after a run. */
    private record Outcome(Inventory inventory, Set<String> waiting) {
        Optional<String> differenceTo(Outcome expected) {
            String differences = inventory.differences(expected.inventory);
            if (!differences.isEmpty()) {
                return Optional.of("not as without a crash:\n" + differences);
            }
            return waiting.containsAll(expected.waiting)
                    ? Optional.empty()
                    : Optional.of("messages wait for " + waiting + " (expected: " + expected.waiting + ")");
        }
    }

    private Row row(String way, String function, Checkpoint from) {
        KillAt undisturbed = new KillAt(0, Fate.PASS);
        Outcome expected = outcome(from, function, undisturbed);
        int before = 0;
        int after = 0;
        List<String> differences = new ArrayList<>();
        for (int point = 0; point < 2 * undisturbed.calls(); point += every) {
            int call = point / 2 + 1;
            Fate fate = point % 2 == 0 ? Fate.KILL_BEFORE : Fate.KILL_AFTER;
            KillAt kill = new KillAt(call, fate);
            difference(from, function, kill, expected)
                    .map(text -> fate + " of call " + call + ": " + text)
                    .ifPresent(differences::add);
            before += kill.isDone() && fate == Fate.KILL_BEFORE ? 1 : 0;
            after += kill.isDone() && fate == Fate.KILL_AFTER ? 1 : 0;
        }
        world.cloud().restore(from.snapshot());
        return new Row(way, function, undisturbed.calls(), before, after, List.copyOf(differences));
    }

    private Optional<String> difference(Checkpoint from, String function, KillAt kill, Outcome expected) {
        try {
            return outcome(from, function, kill).differenceTo(expected);
        } catch (Violation violation) {
            return Optional.of(violation.getMessage());
        }
    }

    private Outcome outcome(Checkpoint from, String function, Fates fates) {
        world.cloud().restore(from.snapshot());
        Run run = run(fates);
        try {
            Mail mail = run.go(from.mail(), (Predicate<String>) function::equals);
            return new Outcome(Inventory.of(world, Variant.project(DEPLOYMENT)), mail.functions());
        } catch (Violation violation) {
            run.abandon();
            throw violation;
        }
    }

    private Run run(Fates fates) {
        return new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of()), fates, invariants());
    }

    private Run run(Ask ask, Fates fates) {
        return new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of(ask)), fates, invariants());
    }

    private List<Invariant> invariants() {
        return List.of(new LawfulRecords(), new OneWriter(), new NoSecrets(world, List.of(DEPLOYMENT)));
    }
}
