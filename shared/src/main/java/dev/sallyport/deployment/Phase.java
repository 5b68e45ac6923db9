package dev.sallyport.deployment;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.blueprint.StageName;
import java.util.Map;
import java.util.Set;

/** Where a deployment stands as a whole. */
public enum Phase {
    /** Stages are at work or about to be. */
    PROVISIONING,
    /** Every stage is done and the proof is there. */
    PROTECTED,
    /** Stages are taking down what they made, or about to. */
    DESTROYING,
    /** Nothing that was made is left, and what had to go is back. */
    DESTROYED,
    /** Nothing more starts; what has been started ends. */
    CANCELLING,
    /** Somebody has ended it before its end. What the stages that are done have made stands. */
    CANCELLED,
    /** A stage has failed and nothing else can go on. */
    FAILED;

    /** Whether nothing more happens until the next request. */
    public boolean isEnd() {
        return switch (this) {
            case PROVISIONING, DESTROYING, CANCELLING -> false;
            case PROTECTED, DESTROYED, CANCELLED, FAILED -> true;
        };
    }

    /** The phase that follows from the stages' states. */
    static Phase of(Deployment current, Map<StageName, StageRecord> stages) {
        Set<StageState> states =
                stages.values().stream().map(StageRecord::state).collect(toSet());
        if (states.equals(Set.of(StageState.DONE))) {
            return current.direction().reached();
        }
        boolean goesOn = states.stream().anyMatch(StageState::isOnTheWay);
        if (current.phase() == CANCELLING || current.phase() == CANCELLED) {
            return goesOn ? CANCELLING : CANCELLED;
        }
        return states.contains(StageState.FAILED) && !goesOn
                ? FAILED
                : current.direction().underWay();
    }
}
