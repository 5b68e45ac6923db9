package dev.sallyport.simulation;

/** Something that must never be so. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    Violation(String invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    /** The name of what did not hold. */
    public String invariant() {
        return invariant;
    }
}
