package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.StreamingPullResponse;
import dev.sallyport.local.time.CloudClock;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;

/** Writes to a stream in order and on a worker thread, so that nobody waits for a client with a lock in hand. */
final class PullStreamOutput {
    private final ServerCallStreamObserver<StreamingPullResponse> observer;
    private final CloudClock clock;
    private final Queue<Runnable> writes = new ArrayDeque<>();
    private boolean writing;
    private boolean ended;

    PullStreamOutput(ServerCallStreamObserver<StreamingPullResponse> observer, CloudClock clock) {
        this.observer = observer;
        this.clock = clock;
    }

    void onCancel(Runnable handler) {
        observer.setOnCancelHandler(handler);
    }

    void onReady(Runnable handler) {
        observer.setOnReadyHandler(handler);
    }

    boolean isReady() {
        return observer.isReady();
    }

    void send(StreamingPullResponse response) {
        write(() -> observer.onNext(response), false);
    }

    void complete() {
        write(observer::onCompleted, true);
    }

    void fail(StatusRuntimeException reason) {
        write(() -> observer.onError(reason), true);
    }

    private synchronized void write(Runnable write, boolean last) {
        if (ended) {
            return;
        }
        ended = last;
        writes.add(write);
        if (!writing) {
            writing = true;
            clock.workers().execute(this::writeAll);
        }
    }

    private void writeAll() {
        for (Runnable write = next(); write != null; write = next()) {
            write.run();
        }
    }

    private synchronized Runnable next() {
        Runnable write = writes.poll();
        writing = write != null;
        return write;
    }
}
