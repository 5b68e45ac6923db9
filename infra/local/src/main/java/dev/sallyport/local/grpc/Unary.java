package dev.sallyport.local.grpc;

import dev.sallyport.local.api.ApiException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers calls that have one answer. */
public final class Unary {
    private Unary() {}

    /** Sends what the work comes to, or its refusal; anything else it throws is the server's own fault. */
    public static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (ApiException e) {
            observer.onError(e.asStatus());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
