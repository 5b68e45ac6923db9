package dev.sallyport.deployment;

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
    /** A stage has failed and nothing else can go on. */
    FAILED;

    /** Whether nothing more happens until the next request. */
    public boolean isEnd() {
        return switch (this) {
            case PROVISIONING, DESTROYING -> false;
            case PROTECTED, DESTROYED, FAILED -> true;
        };
    }
}
