package dev.sallyport.simulation;

/** Decides what becomes of calls. */
@FunctionalInterface
interface Fates {
    Fate of(HeldCall call);

    /** From now on every call passes. */
    default void end() {}

    /** Whether no more calls will be disturbed. */
    default boolean areUsedUp() {
        return true;
    }

    /** How many calls have been disturbed. */
    default int disturbed() {
        return 0;
    }

    /** Every call passes. */
    static Fates none() {
        return call -> Fate.PASS;
    }
}
