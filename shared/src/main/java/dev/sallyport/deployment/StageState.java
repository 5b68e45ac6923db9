package dev.sallyport.deployment;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The life of a stage within one generation. {@link #next()} is the whole table of what may follow what. */
public enum StageState {
    /** Waits for predecessors. */
    PENDING,
    /** May be claimed: all predecessors are done. */
    READY,
    /** Claimed by a delivery, under a lease. */
    RUNNING,
    /** Waits for something outside, and is looked at again from time to time; that time does not count. */
    WAITING,
    /** Everything the stage stands for is true. */
    DONE,
    /** Rejected; a person has to act. */
    FAILED,
    /** Will not run in this generation, or not to its end: it has been cancelled. */
    SKIPPED;

    private static final Map<StageState, Set<StageState>> NEXT = Map.of(
            PENDING, EnumSet.of(READY, SKIPPED),
            READY, EnumSet.of(RUNNING, SKIPPED),
            RUNNING, EnumSet.of(RUNNING, WAITING, DONE, FAILED, SKIPPED),
            WAITING, EnumSet.of(RUNNING, SKIPPED),
            DONE, EnumSet.noneOf(StageState.class),
            FAILED, EnumSet.of(READY),
            SKIPPED, EnumSet.noneOf(StageState.class));

    /** Whether the stage goes on by itself, or once somebody is told. */
    boolean isOnTheWay() {
        return this == READY || this == RUNNING || this == WAITING;
    }

    /** The states that may follow this one; RUNNING may follow itself, with a new attempt. */
    public Set<StageState> next() {
        return NEXT.get(this);
    }
}
