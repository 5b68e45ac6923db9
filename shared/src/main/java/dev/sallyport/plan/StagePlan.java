package dev.sallyport.plan;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.PlannedChange;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one stage would do.
 *
 * @param changes about every resource it looked at, in the order it would work on them
 * @param refusal why the stage would fail
 * @param unknownUntil the stages that would fail first, so that nobody knows what this one would find
 */
public record StagePlan(
        StageName stage,
        List<PlannedChange> changes,
        List<Consequence> consequences,
        Optional<Change.Refused> refusal,
        SortedSet<StageName> unknownUntil) {
    public StagePlan {
        changes = List.copyOf(changes);
        consequences = List.copyOf(consequences);
        unknownUntil = Collections.unmodifiableSortedSet(new TreeSet<>(unknownUntil));
    }

    /** A stage that would do its work. */
    public static StagePlan of(StageName stage, List<PlannedChange> changes, List<Consequence> consequences) {
        return new StagePlan(stage, changes, consequences, Optional.empty(), new TreeSet<>());
    }

    /** A stage that would fail. */
    public static StagePlan refused(StageName stage, List<PlannedChange> changes, Change.Refused refusal) {
        return new StagePlan(stage, changes, List.of(), Optional.of(refusal), new TreeSet<>());
    }

    /** A stage that would not be reached. */
    public static StagePlan unknown(StageName stage, SortedSet<StageName> until) {
        return new StagePlan(stage, List.of(), List.of(), Optional.empty(), until);
    }

    /** What is to be done, without what is left alone. */
    public List<PlannedChange> pending() {
        return changes.stream().filter(PlannedChange::isPending).toList();
    }

    /** The stages to be blamed if one after this one is not reached; empty if it would do its work. */
    public SortedSet<StageName> blame() {
        return refusal.isPresent() ? new TreeSet<>(Set.of(stage)) : unknownUntil;
    }
}
