package dev.sallyport.failure;

/** The same attempt may succeed later: the message goes back and is delivered again after a back-off. */
public final class Retryable extends Failure {
    private static final long serialVersionUID = 1L;

    public Retryable(String message) {
        this(message, null);
    }

    public Retryable(String message, Throwable cause) {
        super(message, cause);
    }
}
