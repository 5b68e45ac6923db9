package dev.sallyport.launcher;

/** An end of a command that its message explains: whoever reads it knows what happened and what would be right. */
abstract class Ending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Ending(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What the program says to the shell then; see {@link ExitCode}. */
    int exitCode() {
        return exitCode;
    }
}
