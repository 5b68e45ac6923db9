package dev.sallyport.launcher;

/** What the program says to the shell. */
final class ExitCode {
    /** The deployment is protected, or what was asked for has been printed. */
    static final int PROTECTED = 0;
    /** What was asked for has been done, until it was asked to end. */
    static final int ENDED = 0;
    /** The deployment failed, or something happened that should not. */
    static final int FAILED = 1;
    /** What was given cannot be used; nothing has been started. */
    static final int BAD_INPUT = 2;
    /** The application answered a stranger, whatever else came of it. */
    static final int EXPOSED = 4;
    /** The cloud that was to be asked cannot be reached. */
    static final int NO_CLOUD = 5;
    /** Ctrl-C before the deployment had come to an end: 128 and the signal's number, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
