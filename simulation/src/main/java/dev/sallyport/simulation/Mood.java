package dev.sallyport.simulation;

import java.util.List;

/**
 * How a run is disturbed.
 *
 * @param refused how likely a call is refused
 * @param lost how likely an answer gets lost
 * @param killed how likely a caller is killed at a call, before or after it
 * @param massacre how likely everything is killed at once, whenever something else could be done
 * @param jump how likely the clock jumps, whenever something else could be done
 * @param twice how likely a message comes twice, or once more while it is worked on
 * @param late how likely a message comes late
 * @param parallel how likely another function is started while one runs
 * @param most how many calls are disturbed at most
 */
record Mood(
        String name,
        double refused,
        double lost,
        double killed,
        double massacre,
        double jump,
        double twice,
        double late,
        double parallel,
        int most) {
    static final Mood CALM = new Mood("calm", 0, 0, 0, 0, 0, 0, 0, 0, 0);
    static final Mood DISORDER = new Mood("disorder", 0, 0, 0, 0, 0.01, 0.3, 0.3, 0.3, 0);
    static final Mood ERRORS = new Mood("errors", 0.05, 0, 0, 0, 0, 0.05, 0.1, 0.05, 25);
    static final Mood LOSSES = new Mood("losses", 0, 0.05, 0, 0, 0, 0.05, 0.1, 0.05, 15);
    static final Mood DEATHS = new Mood("deaths", 0, 0, 0.04, 0.005, 0, 0.05, 0.1, 0.1, 15);
    static final Mood FROST = new Mood("frost", 0, 0, 0.005, 0, 0.03, 0.4, 0.1, 0.4, 10);
    static final Mood STORM = new Mood("storm", 0.02, 0.015, 0.015, 0.003, 0.005, 0.2, 0.2, 0.15, 30);

    private static final List<Mood> ALL = List.of(DISORDER, ERRORS, LOSSES, DEATHS, FROST, STORM, STORM);

    static Mood of(Dice dice) {
        return dice.oneOf(ALL, "mood");
    }
}
