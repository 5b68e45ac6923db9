package dev.sallyport.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs simulations, one after the other, in a world of its own. */
public final class Simulator implements AutoCloseable {
    /** A deployment that was cancelled may have to be asked to go on, and one that was paused before that. */
    private static final int MOST_CONCLUSIONS = 3;

    private final World world;
    private final References references;

    public Simulator() {
        this(() -> false);
    }

    /** @param timeIsUp whether what is run is to be broken off */
    Simulator(BooleanSupplier timeIsUp) {
        this(Simulator.class.getClassLoader(), timeIsUp);
    }

    /** @param functions loads the classes of the functions */
    Simulator(ClassLoader functions) {
        this(functions, () -> false);
    }

    private Simulator(ClassLoader functions, BooleanSupplier timeIsUp) {
        world = new World(functions, timeIsUp);
        references = new References(world);
    }

    World world() {
        return world;
    }

    /**
     * Does what a seed says.
     *
     * @throws TimeIsUp if it was broken off
     */
    public Report run(long seed) {
        Dice dice = new Dice(seed);
        return run(seed, dice, Mood.of(dice), Scenario.of(dice));
    }

    /** Does what a seed says about something that is given. */
    Report once(long seed, Mood mood, Scenario scenario) {
        return run(seed, new Dice(seed), mood, scenario);
    }

    private Report run(long seed, Dice dice, Mood mood, Scenario scenario) {
        references.learn(scenario);
        TheirThings theirs = references.begin(scenario);
        try (Unexposed unexposed = new Unexposed(world, scenario.deployments())) {
            Run run = new Run(
                    world,
                    dice,
                    mood,
                    scenario,
                    List.of(
                            new LawfulRecords(),
                            new OneWriter(),
                            new NoSecrets(world, scenario.deployments()),
                            theirs,
                            unexposed));
            Optional<Violation> violation = violation(run, scenario);
            return new Report(
                    seed,
                    mood.name(),
                    run.invocations(),
                    run.disturbed(),
                    violation,
                    run.trace().lines());
        }
    }

    private Optional<Violation> violation(Run run, Scenario scenario) {
        try {
            run.go();
            Settled settled = new Settled(world, references, scenario);
            for (int conclusion = 0; conclusion < MOST_CONCLUSIONS; conclusion++) {
                scenario.deployments().forEach(name -> settled.unfinished(name).ifPresent(run::then));
            }
            scenario.deployments().forEach(settled::judge);
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
