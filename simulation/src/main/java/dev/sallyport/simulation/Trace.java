package dev.sallyport.simulation;

import java.util.ArrayList;
import java.util.List;

/** What has happened in a run, for whoever wants to understand why it failed. */
final class Trace {
    private final List<String> lines = new ArrayList<>();

    synchronized void note(String what) {
        lines.add(what);
    }

    void begun(Invocation invocation) {
        note(invocation.ordinal() + " begins: " + invocation.letter());
    }

    void ended(Invocation invocation) {
        note(invocation.ordinal() + " ends" + (invocation.wasKilled() ? ", killed" : "")
                + invocation.failure().map(thrown -> ": " + thrown).orElse(""));
    }

    void seen(SeenCall seen) {
        note("  " + seen.by().ordinal() + " " + seen.name() + " " + seen.call().resource() + " " + seen.httpStatus()
                + (seen.fate() == Fate.PASS ? "" : " " + seen.fate()));
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
