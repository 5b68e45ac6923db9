package dev.sallyport.local.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a unary call with a value or with the error that was thrown. */
final class UnaryCall {
    private static final System.Logger LOG = System.getLogger(UnaryCall.class.getName());

    private UnaryCall() {}

    static <T> void answer(StreamObserver<T> observer, Supplier<T> method) {
        T answer;
        try {
            answer = method.get();
        } catch (RuntimeException e) {
            observer.onError(status(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    /** What a caller is told of an exception; one that is not an answer is a fault of ours, and logged. */
    static StatusRuntimeException status(RuntimeException thrown) {
        if (thrown instanceof StatusRuntimeException refusal) {
            return refusal;
        }
        LOG.log(System.Logger.Level.ERROR, "A Pub/Sub call failed", thrown);
        return Status.INTERNAL.withDescription(thrown.toString()).asRuntimeException();
    }
}
