package dev.sallyport.local.firestore;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out calls, on the cloud's workers if need be: a commit may have to wait for another call, which must find a
 * free thread whatever the server's own executor is.
 */
final class Calls {
    private static final System.Logger LOG = System.getLogger(Calls.class.getName());

    private final Executor workers;

    Calls(Executor workers) {
        this.workers = workers;
    }

    <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        answerAll(observer, () -> List.of(work.get()));
    }

    /** Answers before it returns, which spares the way to another thread, or on a worker if others have to be waited for. */
    <T> void answerSoon(StreamObserver<T> observer, Function<Patience, T> work) {
        answerAllSoon(observer, patience -> List.of(work.apply(patience)));
    }

    /** The same, for a call that answers with several messages. */
    <T> void answerAllSoon(StreamObserver<T> observer, Function<Patience, List<T>> work) {
        ignoreCancellation(observer);
        try {
            carryOut(observer, () -> work.apply(Patience.NONE));
        } catch (Patience.WouldWait e) {
            onWorker(observer, () -> work.apply(Patience.ENOUGH));
        }
    }

    void answerEmpty(StreamObserver<Empty> observer, Runnable work) {
        answer(observer, () -> {
            work.run();
            return Empty.getDefaultInstance();
        });
    }

    <T> void answerAll(StreamObserver<T> observer, Supplier<List<T>> work) {
        ignoreCancellation(observer);
        onWorker(observer, work);
    }

    private <T> void onWorker(StreamObserver<T> observer, Supplier<List<T>> work) {
        try {
            workers.execute(() -> carryOut(observer, work));
        } catch (RejectedExecutionException e) {
            observer.onError(Status.UNAVAILABLE
                    .withDescription("The local cloud is being closed")
                    .asRuntimeException());
        }
    }

    /** For a stream, whose messages keep their order. */
    SerialExecutor serial() {
        return new SerialExecutor(workers);
    }

    /** A caller that has gone away does not undo what it asked for; without this, answering it would fail. */
    private static <T> void ignoreCancellation(StreamObserver<T> observer) {
        if (observer instanceof ServerCallStreamObserver<T> call) {
            call.setOnCancelHandler(() -> {});
        }
    }

    private static <T> void carryOut(StreamObserver<T> observer, Supplier<List<T>> work) {
        List<T> responses;
        try {
            responses = work.get();
        } catch (Patience.WouldWait e) {
            throw e;
        } catch (RuntimeException e) {
            observer.onError(status(e).asRuntimeException());
            return;
        }
        responses.forEach(observer::onNext);
        observer.onCompleted();
    }

    static Status status(RuntimeException failure) {
        if (failure instanceof FirestoreException refusal) {
            return refusal.status();
        }
        LOG.log(Level.ERROR, "A Firestore call failed", failure);
        return Status.INTERNAL.withDescription("The local Firestore failed: " + failure);
    }
}
