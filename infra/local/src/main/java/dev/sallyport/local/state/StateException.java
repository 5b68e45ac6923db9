package dev.sallyport.local.state;

/** State that cannot be kept or taken up: the message says which file, what is wrong with it and what would be right. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
