package dev.sallyport.bench;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All that a gRPC call answers, once it has ended. */
final class Answer<T> implements StreamObserver<T> {
    private final List<T> messages = new ArrayList<>();
    private final CompletableFuture<List<T>> all = new CompletableFuture<>();

    private Answer() {}

    /** The one message of a call that has one. */
    static <T> CompletableFuture<T> of(Consumer<StreamObserver<T>> call) {
        return allOf(call).thenApply(messages -> messages.get(0));
    }

    static <T> CompletableFuture<List<T>> allOf(Consumer<StreamObserver<T>> call) {
        Answer<T> answer = new Answer<>();
        call.accept(answer);
        return answer.all;
    }

    @Override
    public void onNext(T message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        all.complete(messages);
    }
}
