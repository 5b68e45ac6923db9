package dev.sallyport.simulation;

import java.util.List;

/** Fates by a mood, each from the seed, the invocation and the call alone. */
final class MoodyFates implements Fates {
    private static final List<Fate> OF_COMPUTE =
            List.of(Fate.TOO_MANY, Fate.OVER_RATE, Fate.BACKEND_ERROR, Fate.UNAVAILABLE, Fate.NOT_READY);
    private static final List<Fate> OF_CHANGES = List.of(
            Fate.TOO_MANY,
            Fate.OVER_RATE,
            Fate.BACKEND_ERROR,
            Fate.UNAVAILABLE,
            Fate.NOT_READY,
            Fate.FAIL_IN_THE_END,
            Fate.FAIL_IN_THE_END,
            Fate.HANG,
            Fate.HANG);
    private static final List<Fate> OF_FIRESTORE = List.of(Fate.ABORTED, Fate.UNAVAILABLE);

    private final Dice dice;
    private final Mood mood;
    private boolean over;
    private int disturbed;

    MoodyFates(Dice dice, Mood mood) {
        this.dice = dice;
        this.mood = mood;
    }

    @Override
    public Fate of(HeldCall call) {
        Fate fate = areUsedUp() ? Fate.PASS : drawn(call);
        disturbed += fate == Fate.PASS ? 0 : 1;
        return fate;
    }

    @Override
    public void end() {
        over = true;
    }

    @Override
    public boolean areUsedUp() {
        return over || disturbed >= mood.most();
    }

    @Override
    public int disturbed() {
        return disturbed;
    }

    private Fate drawn(HeldCall held) {
        String question = held.id();
        if (dice.says(mood.killed(), "kill", question)) {
            return dice.says(0.5, "when", question) ? Fate.KILL_BEFORE : Fate.KILL_AFTER;
        }
        if (dice.says(mood.lost(), "lose", question)) {
            return Fate.LOSE_ANSWER;
        }
        return dice.says(mood.refused(), "refuse", question) ? refusal(held, question) : Fate.PASS;
    }

    private Fate refusal(HeldCall held, String question) {
        return switch (held.call().service()) {
            case "compute" -> dice.oneOf(held.isChange() ? OF_CHANGES : OF_COMPUTE, "how", question);
            case "firestore" -> dice.oneOf(OF_FIRESTORE, "how", question);
            default -> Fate.UNAVAILABLE;
        };
    }
}
