package dev.sallyport.launcher;

/** Something given to the program cannot be used. The message says what, and what would be right. */
final class BadInput extends Ending {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(ExitCode.BAD_INPUT, message);
    }
}
