package dev.sallyport.local.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** What a read is to see: the requests' {@code consistency_selector}. */
sealed interface Consistency {
    /** All that has been committed. */
    record Strong() implements Consistency {}

    record InTransaction(ByteString id) implements Consistency {}

    record InNewTransaction(TransactionOptions options) implements Consistency {}

    record AsOf(Instant time) implements Consistency {
        /** The time, which must have come. */
        Instant notAfter(Instant now) {
            if (time.isAfter(now)) {
                throw FirestoreException.invalid("read_time: " + time + " (expected: not after " + now + ")");
            }
            return time;
        }
    }

    static Consistency of(GetDocumentRequest request) {
        return switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> new InTransaction(request.getTransaction());
            case READ_TIME -> asOf(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> new Strong();
        };
    }

    static Consistency of(ListDocumentsRequest request) {
        return switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> new InTransaction(request.getTransaction());
            case READ_TIME -> asOf(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> new Strong();
        };
    }

    static Consistency of(BatchGetDocumentsRequest request) {
        return switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> new InTransaction(request.getTransaction());
            case NEW_TRANSACTION -> new InNewTransaction(request.getNewTransaction());
            case READ_TIME -> asOf(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> new Strong();
        };
    }

    static Consistency of(RunQueryRequest request) {
        return switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> new InTransaction(request.getTransaction());
            case NEW_TRANSACTION -> new InNewTransaction(request.getNewTransaction());
            case READ_TIME -> asOf(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> new Strong();
        };
    }

    static Consistency of(RunAggregationQueryRequest request) {
        return switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> new InTransaction(request.getTransaction());
            case NEW_TRANSACTION -> new InNewTransaction(request.getNewTransaction());
            case READ_TIME -> asOf(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> new Strong();
        };
    }

    static AsOf asOf(Timestamp time) {
        if (!ProtoTime.isMicroAligned(time)) {
            throw FirestoreException.invalid(
                    "read_time: " + ProtoTime.instant(time) + " (expected: whole microseconds)");
        }
        return new AsOf(ProtoTime.instant(time));
    }
}
