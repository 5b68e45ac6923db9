package dev.sallyport.chain;

import com.google.api.gax.rpc.ApiException;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Retryable;

/** Words for an exception nobody foresaw. Its own message is left out, for nobody knows what stands in it. */
final class UnexpectedFailure {
    private static final String OURS = "dev.sallyport.";

    private UnexpectedFailure() {}

    /** Without the exception as its cause, whose message the platform would log; with the place it came from. */
    static Retryable retryable(RuntimeException exception) {
        Retryable retryable = new Retryable(describe(exception));
        retryable.setStackTrace(exception.getStackTrace());
        return retryable;
    }

    static String describe(RuntimeException exception) {
        if (exception instanceof Failure) {
            return exception.getMessage();
        }
        String status = exception instanceof ApiException api
                ? " (" + api.getStatusCode().getCode() + ")"
                : "";
        return exception.getClass().getName() + status + place(exception);
    }

    private static String place(RuntimeException exception) {
        for (StackTraceElement frame : exception.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return " at " + frame;
            }
        }
        return "";
    }
}
