package dev.sallyport.launcher;

/** A step of the demonstration did not do what it says. */
final class NotShown extends Ending {
    private static final long serialVersionUID = 1L;

    NotShown(String message) {
        super(ExitCode.FAILED, message);
    }
}
