package dev.sallyport.local.firestore;

import io.grpc.Status;

/** A call that Firestore refuses, with the code that Google's service gives for the cause. */
final class FirestoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status.Code code;

    private FirestoreException(Status.Code code, String message) {
        super(message);
        this.code = code;
    }

    static FirestoreException invalid(String message) {
        return new FirestoreException(Status.Code.INVALID_ARGUMENT, message);
    }

    static FirestoreException noSuchDocument(DocumentName name) {
        return new FirestoreException(Status.Code.NOT_FOUND, "No such document: " + name);
    }

    static FirestoreException documentExists(DocumentName name) {
        return new FirestoreException(Status.Code.ALREADY_EXISTS, "The document exists already: " + name);
    }

    static FirestoreException preconditionFailed(String message) {
        return new FirestoreException(Status.Code.FAILED_PRECONDITION, message);
    }

    /** Another transaction won; the caller is to begin again. */
    static FirestoreException contention() {
        return new FirestoreException(
                Status.Code.ABORTED, "Too much contention on these documents. Begin the transaction again.");
    }

    static FirestoreException unknownTransaction() {
        return invalid("The transaction is not one of this database's (expected: one from BeginTransaction)");
    }

    /**
     * The message holds the words "transaction has expired", by which Google's clients tell that beginning again
     * helps.
     */
    static FirestoreException transactionOver() {
        return invalid("The referenced transaction has expired or is no longer valid.");
    }

    static FirestoreException notImplemented(String what) {
        return new FirestoreException(Status.Code.UNIMPLEMENTED, "Not emulated: " + what);
    }

    Status status() {
        return code.toStatus().withDescription(getMessage());
    }
}
