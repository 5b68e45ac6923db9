package dev.sallyport.simulation;

/** A run was broken off in its middle, and has shown nothing. */
final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
