package dev.sallyport.local.compute;

import java.util.OptionalInt;

/**
 * The request was accepted, but its operation fails: HTTP 200, and the operation's error says why. Nothing is changed.
 */
final class OperationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int httpStatus;

    private OperationFailure(String code, int httpStatus, String message) {
        super(message);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** @param code in upper case, as in {@code QUOTA_EXCEEDED} */
    static OperationFailure of(String code, String message) {
        return new OperationFailure(code, 0, message);
    }

    /** One whose operation carries an httpErrorStatusCode too. */
    static OperationFailure of(String code, int httpStatus, String message) {
        return new OperationFailure(code, httpStatus, message);
    }

    String code() {
        return code;
    }

    OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }
}
