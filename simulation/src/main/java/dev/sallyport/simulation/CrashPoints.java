package dev.sallyport.simulation;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.simulation.Scenario.Ask;
import java.util.ArrayList;
import java.util.List;
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
     * @param crashes how often it was killed, and everything was as without a crash afterwards
     */
    public record Row(String way, String function, int calls, int crashes) {}

    /** @throws Violation at the first crash that makes a difference; it names the function and the call */
    public List<Row> provisioning() {
        return rows("provision", List.of(PROVISION), order(Blueprint.protectedApplication()));
    }

    /** @throws Violation as {@link #provisioning} */
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
    private record Outcome(Inventory inventory, Set<String> waiting) {}

    private Row row(String way, String function, Checkpoint from) {
        KillAt undisturbed = new KillAt(0, Fate.PASS);
        Outcome expected = outcome(from, function, undisturbed);
        int crashes = 0;
        for (int point = 0; point < 2 * undisturbed.calls(); point++) {
            if (point % every == 0) {
                KillAt kill = new KillAt(point / 2 + 1, point % 2 == 0 ? Fate.KILL_BEFORE : Fate.KILL_AFTER);
                compare(
                        way + ", " + function + ", call " + (point / 2 + 1),
                        kill,
                        outcome(from, function, kill),
                        expected);
                crashes += kill.isDone() ? 1 : 0;
            }
        }
        world.cloud().restore(from.snapshot());
        return new Row(way, function, undisturbed.calls(), crashes);
    }

    private static void compare(String where, KillAt kill, Outcome found, Outcome expected) {
        String differences = found.inventory().differences(expected.inventory());
        if (!differences.isEmpty()) {
            throw new Violation("crash points", where + ": not as without a crash:\n" + differences);
        }
        if (!found.waiting().containsAll(expected.waiting())) {
            throw new Violation(
                    "crash points",
                    where + ": messages wait for " + found.waiting() + " (expected: " + expected.waiting() + ")");
        }
    }

    private Outcome outcome(Checkpoint from, String function, Fates fates) {
        world.cloud().restore(from.snapshot());
        Mail mail = run(fates).go(from.mail(), (Predicate<String>) function::equals);
        return new Outcome(Inventory.of(world, Variant.project(DEPLOYMENT)), mail.functions());
    }

    private Run run(Fates fates) {
        return new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of()), fates, invariants());
    }

    private Run run(Ask ask, Fates fates) {
        return new Run(world, new Dice(0), Mood.CALM, new Scenario(List.of(ask)), fates, invariants());
    }

    private static List<Invariant> invariants() {
        return List.of(new LawfulRecords(), new OneWriter(), new NoSecrets());
    }
}
