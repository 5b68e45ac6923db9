package dev.sallyport.simulation;

/** Kills the caller of one call, counted over all calls of a run, and leaves all others alone. */
final class KillAt implements Fates {
    private final int call;
    private final Fate kill;
    private int calls;
    private boolean done;

    /** @param call 1 for the first; 0 for none */
    KillAt(int call, Fate kill) {
        this.call = call;
        this.kill = kill;
    }

    @Override
    public Fate of(HeldCall held) {
        calls++;
        if (calls == call) {
            done = true;
            return kill;
        }
        return Fate.PASS;
    }

    int calls() {
        return calls;
    }

    boolean isDone() {
        return done;
    }
}
