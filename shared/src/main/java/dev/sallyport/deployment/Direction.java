package dev.sallyport.deployment;

/** Which way a generation walks the blueprint. */
public enum Direction {
    /** From the roots to the proof. */
    PROVISION
}
