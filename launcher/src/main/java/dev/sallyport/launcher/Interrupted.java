package dev.sallyport.launcher;

/** Somebody asked the program to stop before it was done. */
final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted() {
        super("stopped before the deployment had come to an end");
    }
}
