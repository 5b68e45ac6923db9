package dev.sallyport.simulation;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Write;
import dev.sallyport.deployment.StageState;
import dev.sallyport.simulation.Record.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every change of a deployment's document is one that may be: generations and attempts count up, stages live by their
 * table, a lease is respected, and nobody but the attempt that holds a stage says what has become of it. No stage is left
 * to a person, for all that happens here passes.
 */
final class LawfulRecords implements Invariant {
    private static final String NAME = "records";
    /** Clocks may jump by days. */
    private static final String OVERDUE = "not done within";

    private static final Pattern DEPLOYMENT = Pattern.compile(".*/documents/deployments/[^/]+");

    private final Map<String, Record> records = new HashMap<>();
    private final Map<String, Integer> holders = new HashMap<>();

    @Override
    public void seen(SeenCall call) {
        if (call.tookEffect() && call.request() instanceof CommitRequest commit) {
            commit.getWritesList().stream()
                    .map(Write::getUpdate)
                    .filter(document -> DEPLOYMENT.matcher(document.getName()).matches())
                    .map(Record::of)
                    .forEach(next -> {
                        Record before = records.put(next.name(), next);
                        if (before != null) {
                            compare(call.by(), before, next);
                        } else {
                            next.stages().forEach((stage, now) -> note(call.by(), next, stage, now));
                        }
                    });
        }
    }

    private void compare(Invocation by, Record before, Record next) {
        long step = next.generation() - before.generation();
        if (step < 0 || step > 1) {
            throw new Violation(NAME, "generation " + next.generation() + " after " + before.generation());
        }
        next.stages().forEach((stage, now) -> {
            Stage then = before.stages().get(stage);
            compareAttempts(by, next, stage, then, now);
            if (step == 0 && now.state() != then.state()) {
                compareStates(by, next, stage, then, now);
            }
        });
    }

    private void compareAttempts(Invocation by, Record next, String stage, Stage then, Stage now) {
        if (now.attempt() == then.attempt()) {
            return;
        }
        if (now.attempt() != then.attempt() + 1) {
            throw new Violation(NAME, stage + ": attempt " + now.attempt() + " after " + then.attempt());
        }
        String holder = now.holder().orElse("");
        if (then.isHeldByOthers(holder, next.updated())) {
            throw new Violation(
                    NAME,
                    stage + " is claimed by " + by + ", but until " + then.until() + " it is " + then.holder()
                            + "'s; now it is " + next.updated());
        }
        note(by, next, stage, now);
    }

    private void note(Invocation by, Record record, String stage, Stage now) {
        if (now.state() == StageState.RUNNING) {
            holders.put(record.name() + "/" + stage + "/" + now.attempt(), by.ordinal());
        }
    }

    private void compareStates(Invocation by, Record next, String stage, Stage then, Stage now) {
        if (!then.state().next().contains(now.state())) {
            throw new Violation(NAME, stage + ": " + now.state() + " after " + then.state());
        }
        boolean says =
                now.state() == StageState.DONE || now.state() == StageState.FAILED || now.state() == StageState.WAITING;
        Integer holder = holders.get(next.name() + "/" + stage + "/" + now.attempt());
        if (says && holder != null && holder != by.ordinal()) {
            throw new Violation(
                    NAME, stage + " is " + now.state() + " by " + by + ", but invocation " + holder + " holds it");
        }
        if (now.state() == StageState.RUNNING) {
            requirePredecessors(next, stage);
        }
        if (now.state() == StageState.FAILED && !now.error().startsWith(OVERDUE)) {
            throw new Violation("nothing fails", stage + " is left to a person by " + by + ": " + now.error());
        }
    }

    private static void requirePredecessors(Record record, String stage) {
        for (String before : record.predecessors().getOrDefault(stage, Set.of())) {
            StageState state = record.stages().get(before).state();
            if (state != StageState.DONE && !record.cancelled()) {
                throw new Violation(NAME, stage + " runs, but " + before + " is " + state);
            }
        }
    }
}
