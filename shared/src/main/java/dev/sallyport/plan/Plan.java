package dev.sallyport.plan;

import dev.sallyport.deployment.Direction;
import dev.sallyport.deployment.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * What a request would change, stage by stage.
 *
 * @param kind why it was made
 * @param direction the way the stages would go
 * @param generation the deployment's generation when it was made; 0 if there was no deployment
 * @param at when it was made, by the database's clock
 * @param by who asked for it
 * @param stages in the order of their walk
 * @param proof what one look at the proof's checks saw; empty unless it was asked for
 * @param digest the same for plans that say the same of the same request and generation, and for no others
 */
public record Plan(
        String deployment,
        String project,
        Kind kind,
        Direction direction,
        long generation,
        Instant at,
        String by,
        List<StagePlan> stages,
        List<Evidence> proof,
        String digest) {
    public Plan {
        stages = List.copyOf(stages);
        proof = List.copyOf(proof);
    }

    /** Why a plan was made. */
    public enum Kind {
        /** Somebody wants to know what a request would do. */
        PLAN,
        /** Somebody wants to know whether everything is as the accepted request says. */
        RECHECK
    }

    /** What a plan comes to. */
    public enum Verdict {
        /** Everything is as it should be. */
        NOTHING_TO_DO,
        /** Something would be changed. */
        CHANGES_PENDING,
        /** A stage would fail. */
        REFUSED
    }

    public Verdict verdict() {
        if (stages.stream().anyMatch(stage -> stage.refusal().isPresent())) {
            return Verdict.REFUSED;
        }
        return stages.stream().allMatch(stage -> stage.pending().isEmpty())
                ? Verdict.NOTHING_TO_DO
                : Verdict.CHANGES_PENDING;
    }

    /** The checks of the proof that did not pass. */
    public List<Evidence> unproven() {
        return proof.stream().filter(seen -> !seen.passed()).toList();
    }
}
