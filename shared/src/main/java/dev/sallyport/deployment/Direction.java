package dev.sallyport.deployment;

import dev.sallyport.blueprint.Blueprint;

/** Which way a generation walks the blueprint. */
public enum Direction {
    /** From the roots to the proof. */
    PROVISION(Phase.PROVISIONING, Phase.PROTECTED),
    /** From the proof back to the roots: what came last goes first. */
    DESTROY(Phase.DESTROYING, Phase.DESTROYED);

    private final Phase underWay;
    private final Phase reached;

    Direction(Phase underWay, Phase reached) {
        this.underWay = underWay;
        this.reached = reached;
    }

    /** The blueprint as this direction walks it. */
    public Blueprint through(Blueprint blueprint) {
        return this == DESTROY ? blueprint.backwards() : blueprint;
    }

    /** The phase while stages are at work or about to be. */
    Phase underWay() {
        return underWay;
    }

    /** The phase once every stage is done. */
    Phase reached() {
        return reached;
    }
}
