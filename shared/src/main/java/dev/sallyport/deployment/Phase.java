package dev.sallyport.deployment;

/** Where a deployment stands as a whole. */
public enum Phase {
    /** Stages are at work or about to be. */
    PROVISIONING,
    /** Every stage is done and the proof is there. */
    PROTECTED,
    /** A stage has failed and nothing else can go on. */
    FAILED
}
