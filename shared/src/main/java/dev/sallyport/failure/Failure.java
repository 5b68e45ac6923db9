package dev.sallyport.failure;

/**
 * Why a piece of work did not succeed. There are three kinds, and the type says what is to be done:
 * {@link Retryable} gives the message back, {@link Rejected} fails the stage with advice for a person, and
 * {@link Poison} puts the message aside for good.
 */
public abstract sealed class Failure extends RuntimeException permits Retryable, Rejected, Poison {
    private static final long serialVersionUID = 1L;

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
