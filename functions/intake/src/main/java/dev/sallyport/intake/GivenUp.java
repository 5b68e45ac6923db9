package dev.sallyport.intake;

import dev.sallyport.deployment.DeadLetter;
import dev.sallyport.deployment.DeadLetterStore;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.StageRecord;
import dev.sallyport.deployment.StageState;
import dev.sallyport.failure.Poison;
import java.time.Instant;
import java.util.Optional;

/**
 * Says of each stage's message that Pub/Sub has given up on what becomes of it. The sweep announces every stage that could
 * go on, by whatever message it was to; so a letter that is of the current generation has its stage announced, and
 * whatever else is the case stands in its document.
 */
record GivenUp(Deployments deployments, DeadLetterStore letters) {
    /** What becomes of a letter, and whether that is the end of it. */
    private record Decision(String words, boolean last) {}

    void decide() {
        letters.undecided().forEach(kept -> {
            DeadLetter letter = kept.letter();
            Decision decision = decision(letter, letter.started().orElseThrow());
            if (decision.last() || !kept.outcome().equals(Optional.of(decision.words()))) {
                letters.note(letter.id(), decision.words(), decision.last());
            }
        });
    }

    private Decision decision(DeadLetter letter, DeadLetter.Start start) {
        try {
            return letter.deployment()
                    .flatMap(deployments::find)
                    .map(deployment -> decision(deployment, start))
                    .orElseGet(() -> new Decision("not announced again: there is no such deployment", true));
        } catch (Poison damaged) {
            return new Decision("not announced again: " + damaged.getMessage(), true);
        }
    }

    private static Decision decision(Deployment deployment, DeadLetter.Start start) {
        if (deployment.generation() != start.generation()) {
            return new Decision("not announced again: generation " + deployment.generation() + " is current", true);
        }
        if (!deployment.stages().containsKey(start.stage())) {
            return new Decision("not announced again: the deployment has no such stage", true);
        }
        StageRecord stage = deployment.stage(start.stage());
        if (stage.state() != StageState.READY && stage.state() != StageState.RUNNING) {
            return new Decision("not announced again: the stage is " + stage.state(), true);
        }
        Instant seen = deployment.updated();
        return deployment
                .pauseAt(seen)
                .map(pause -> new Decision("announced again after the pause: paused " + pause.words(), false))
                .or(() -> stage.lease()
                        .map(lease -> new Decision(
                                "announced again once its lease is over, at " + lease.until() + " at the latest",
                                false)))
                .orElseGet(() -> new Decision("announced again", true));
    }
}
