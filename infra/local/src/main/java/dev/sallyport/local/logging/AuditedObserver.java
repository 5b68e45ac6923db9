package dev.sallyport.local.logging;

import com.google.cloud.audit.AuditLog;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** Writes a call of a gRPC service to the audit log before whoever called has the answer. */
public final class AuditedObserver<T extends Message> implements StreamObserver<T> {
    private final StreamObserver<T> observer;
    private final AuditLog call;
    private final Consumer<AuditLog> audit;

    /**
     * @param call what is known of the call before it is answered
     * @param audit takes that with what came of it
     */
    public AuditedObserver(StreamObserver<T> observer, AuditLog call, Consumer<AuditLog> audit) {
        this.observer = observer;
        this.call = call;
        this.audit = audit;
    }

    @Override
    public void onNext(T answer) {
        audit.accept(call.toBuilder()
                .setResponse(
                        AuditedMessage.of(answer, answer.getDescriptorForType().getFullName()))
                .build());
        observer.onNext(answer);
    }

    @Override
    public void onError(Throwable refusal) {
        io.grpc.Status status = io.grpc.Status.fromThrowable(refusal);
        String message = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        audit.accept(call.toBuilder()
                .setStatus(Status.newBuilder().setCode(status.getCode().value()).setMessage(message))
                .build());
        observer.onError(refusal);
    }

    @Override
    public void onCompleted() {
        observer.onCompleted();
    }
}
