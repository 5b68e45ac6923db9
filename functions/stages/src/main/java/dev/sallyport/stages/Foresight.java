package dev.sallyport.stages;

import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.Outlook;
import dev.sallyport.converge.Planner;
import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import dev.sallyport.failure.Rejected;
import dev.sallyport.plan.Consequence;
import dev.sallyport.plan.StagePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the stages would do: each runs as it is, one after the other as the blueprint has them, only that it looks instead
 * of converging and sees what the ones before it will have done.
 */
final class Foresight {
    private final Stages stages;
    private final StageCloud cloud;
    private final Prospect prospect;
    private final Outlook outlook = new Outlook();
    private final Map<StageName, Map<String, String>> outputs = new HashMap<>();

    private final boolean pastRefusals;

    Foresight(Stages stages, StageCloud cloud, Prospect prospect) {
        this(stages, cloud, prospect, false);
    }

    private Foresight(Stages stages, StageCloud cloud, Prospect prospect, boolean pastRefusals) {
        this.pastRefusals = pastRefusals;
        this.stages = stages;
        this.cloud = cloud;
        this.prospect = prospect;
    }

    /** One that takes what a stage that would fail has left behind before for what it would leave behind. */
    static Foresight pastRefusals(Stages stages, StageCloud cloud, Prospect prospect) {
        return new Foresight(stages, cloud, prospect, true);
    }

    /** What each stage would do, in the order of the walk. */
    List<StagePlan> plans() {
        Blueprint walk = prospect.direction().through(Blueprint.protectedApplication());
        Map<StageName, StagePlan> plans = new LinkedHashMap<>();
        for (StageName stage : walk.stages()) {
            SortedSet<StageName> blamed = pastRefusals ? new TreeSet<>() : blamed(walk.predecessorsOf(stage), plans);
            plans.put(stage, blamed.isEmpty() ? plan(stages.get(stage)) : StagePlan.unknown(stage, blamed));
        }
        return List.copyOf(plans.values());
    }

    /** What one look at the proof sees of things as they are, once the stages have been planned. */
    List<Evidence> proof() {
        return VerifyStage.look(looking(VerifyStage.NAME));
    }

    /** A stage's work on things as they are, once the stages have been planned. */
    StageWork looking(StageName stage) {
        return work(stage, new Planner(new Outlook()));
    }

    private StagePlan plan(CloudStage stage) {
        Planner planner = new Planner(outlook);
        StageWork work = work(stage.stage(), planner);
        List<Consequence> consequences = new ArrayList<>();
        try {
            if (prospect.direction() == Direction.PROVISION) {
                foresee(stage, work).ifPresent(consequences::add);
            } else {
                stage.tearDown(work);
            }
        } catch (Rejected rejected) {
            outputs.put(stage.stage(), prospect.remembered().getOrDefault(stage.stage(), Map.of()));
            Change.Refused refusal = new Change.Refused(rejected.getMessage(), rejected.remedy());
            return StagePlan.refused(stage.stage(), planner.changes(), refusal);
        }
        consequences.addAll(stage.consequences(work, new Changes(planner.changes())));
        return StagePlan.of(stage.stage(), planner.changes(), consequences);
    }

    /** One that will wait holds up those after it and fails none of them: they find what it left behind before. */
    private Optional<Consequence> foresee(CloudStage stage, StageWork work) {
        StageResult foreseen = stage.foresee(work);
        Map<String, String> before = prospect.remembered().getOrDefault(stage.stage(), Map.of());
        outputs.put(stage.stage(), foreseen.missing().isPresent() ? before : foreseen.outputs());
        return foreseen.missing()
                .map(missing ->
                        new Consequence(Consequence.Kind.WAITING, stage.stage() + " waits for " + missing + "."));
    }

    private StageWork work(StageName stage, Planner planner) {
        return StageWork.planning(cloud, new Lookout(prospect, stage, outputs), planner);
    }

    private static SortedSet<StageName> blamed(Set<StageName> predecessors, Map<StageName, StagePlan> plans) {
        SortedSet<StageName> blamed = new TreeSet<>();
        predecessors.forEach(predecessor -> blamed.addAll(plans.get(predecessor).blame()));
        return blamed;
    }
}
