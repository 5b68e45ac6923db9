package dev.sallyport.failure;

/** A message that can never be understood. It is kept on the dead-letter topic with this reason, not retried. */
public final class Poison extends Failure {
    private static final long serialVersionUID = 1L;

    public Poison(String message) {
        this(message, null);
    }

    public Poison(String message, Throwable cause) {
        super(message, cause);
    }
}
