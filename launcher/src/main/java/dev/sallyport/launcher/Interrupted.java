package dev.sallyport.launcher;

/** Somebody asked the program to stop before it was done. */
final class Interrupted extends Ending {
    private static final long serialVersionUID = 1L;

    Interrupted() {
        super(ExitCode.INTERRUPTED, "stopped before the deployment had come to an end");
    }
}
