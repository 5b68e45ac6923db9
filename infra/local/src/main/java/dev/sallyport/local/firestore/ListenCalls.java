package dev.sallyport.local.firestore;

import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Opens the streams on which clients listen. */
final class ListenCalls {
    private final Databases databases;
    private final Calls calls;

    ListenCalls(Databases databases, Calls calls) {
        this.databases = databases;
        this.calls = calls;
    }

    StreamObserver<ListenRequest> open(StreamObserver<ListenResponse> observer) {
        ListenStream stream = new ListenStream(databases, observer, calls.serial());
        if (observer instanceof ServerCallStreamObserver<ListenResponse> call) {
            call.setOnCancelHandler(stream::abandon);
        }
        return stream;
    }
}
