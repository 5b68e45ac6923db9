package dev.sallyport.testing;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.CommitRequest;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what Firestore bills: documents read and documents written. */
public final class FirestoreUse implements ServerInterceptor {
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();

    /** What has been read and written at a moment. */
    public record Count(int reads, int writes) {
        public Count since(Count earlier) {
            return new Count(reads - earlier.reads, writes - earlier.writes);
        }
    }

    public Count count() {
        return new Count(reads.get(), writes.get());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                if (message instanceof BatchGetDocumentsRequest read) {
                    reads.addAndGet(read.getDocumentsCount());
                } else if (message instanceof CommitRequest commit) {
                    writes.addAndGet(commit.getWritesCount());
                }
                super.onMessage(message);
            }
        };
    }
}
