package dev.sallyport.local.firestore;

import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.Target;
import com.google.firestore.v1.TargetChange;
import com.google.firestore.v1.TargetChange.TargetChangeType;
import com.google.rpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stream on which a client hears how its targets change, commit by commit. All of it happens in one order. */
final class ListenStream implements StreamObserver<ListenRequest>, CommitListener {
    private final Databases databases;
    private final StreamObserver<ListenResponse> observer;
    private final SerialExecutor executor;
    private final Map<Integer, ListenTarget> targets = new LinkedHashMap<>();
    private DatabaseName name;
    private Database database;
    private boolean closed;

    ListenStream(Databases databases, StreamObserver<ListenResponse> observer, SerialExecutor executor) {
        this.databases = databases;
        this.observer = observer;
        this.executor = executor;
    }

    @Override
    public void onNext(ListenRequest request) {
        executor.execute(() -> unlessClosed(() -> handle(request)));
    }

    @Override
    public void onError(Throwable cause) {
        abandon();
    }

    @Override
    public void onCompleted() {
        executor.execute(() -> unlessClosed(() -> {
            close();
            observer.onCompleted();
        }));
    }

    @Override
    public void committed(List<Change> changes, Instant time) {
        executor.execute(() -> unlessClosed(() -> deliver(changes, time)));
    }

    /** The client has gone away. */
    void abandon() {
        executor.execute(this::close);
    }

    private void unlessClosed(Runnable step) {
        if (closed) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            close();
            observer.onError(Calls.status(e).asRuntimeException());
        }
    }

    private void close() {
        closed = true;
        targets.clear();
        if (database != null) {
            database.unwatch(this);
        }
    }

    private void handle(ListenRequest request) {
        if (database == null) {
            name = DatabaseName.parse(request.getDatabase());
            database = databases.get(name);
            database.watch(this);
        }
        switch (request.getTargetChangeCase()) {
            case ADD_TARGET -> add(request.getAddTarget());
            case REMOVE_TARGET -> remove(request.getRemoveTarget());
            case TARGETCHANGE_NOT_SET ->
                throw FirestoreException.invalid(
                        "request: neither add_target nor remove_target (expected: one of the two)");
        }
    }

    private void add(Target requested) {
        int id = requested.getTargetId() == 0 ? freeId() : requested.getTargetId();
        if (targets.containsKey(id)) {
            throw FirestoreException.invalid("target_id: " + id + " is in use on this stream (expected: a new one)");
        }
        try {
            ListenTarget target = new ListenTarget(id, ListenScope.of(requested, name));
            send(change(TargetChangeType.ADD, id));
            resume(target, requested);
            sendFirst(target);
            targets.put(id, target);
        } catch (FirestoreException e) {
            send(change(TargetChangeType.REMOVE, id).setCause(cause(e)));
        }
        if (requested.getOnce()) {
            remove(id);
        }
    }

    private void sendFirst(ListenTarget target) {
        News news = database.read(new Consistency.Strong(), reading -> new News(target.first(reading), reading.time()));
        news.responses().forEach(observer::onNext);
        send(change(TargetChangeType.CURRENT, target.id())
                .setReadTime(ProtoTime.of(news.time()))
                .setResumeToken(new ResumeToken(news.time()).bytes()));
        sendConsistent(news.time());
    }

    /** Where the past is no longer known, the listener is told to forget what it has and gets all of it. */
    private void resume(ListenTarget target, Target requested) {
        ResumeToken.of(requested).ifPresent(token -> {
            try {
                database.read(new Consistency.AsOf(token.time()), reading -> {
                    target.resumeFrom(reading);
                    return target;
                });
            } catch (FirestoreException e) {
                send(change(TargetChangeType.RESET, target.id()));
            }
        });
    }

    private void remove(int id) {
        if (targets.remove(id) != null) {
            send(change(TargetChangeType.REMOVE, id));
        }
    }

    private void deliver(List<Change> changes, Instant time) {
        List<ListenTarget> affected = targets.values().stream()
                .filter(target -> target.isAffectedBy(changes, time))
                .toList();
        if (affected.isEmpty()) {
            return;
        }
        List<ListenResponse> news = database.read(
                new Consistency.AsOf(time),
                reading -> affected.stream()
                        .flatMap(target -> target.news(reading).stream())
                        .toList());
        news.forEach(observer::onNext);
        sendConsistent(time);
    }

    private void sendConsistent(Instant time) {
        send(TargetChange.newBuilder()
                .setTargetChangeType(TargetChangeType.NO_CHANGE)
                .setReadTime(ProtoTime.of(time))
                .setResumeToken(new ResumeToken(time).bytes()));
    }

    private void send(TargetChange.Builder change) {
        observer.onNext(ListenResponse.newBuilder().setTargetChange(change).build());
    }

    private int freeId() {
        return targets.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    private static TargetChange.Builder change(TargetChangeType type, int id) {
        return TargetChange.newBuilder().setTargetChangeType(type).addTargetIds(id);
    }

    private static Status cause(FirestoreException refusal) {
        return Status.newBuilder()
                .setCode(refusal.status().getCode().value())
                .setMessage(refusal.getMessage())
                .build();
    }

    /** What a target's listener does not know yet, read at one time. */
    private record News(List<ListenResponse> responses, Instant time) {}
}
