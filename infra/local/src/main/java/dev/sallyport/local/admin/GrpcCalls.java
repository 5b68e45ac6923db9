package dev.sallyport.local.admin;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.sallyport.local.api.ApiException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Watches the calls that come by gRPC. What a call asks for is in its first message. */
final class GrpcCalls implements ServerInterceptor {
    private static final int OK = 200;

    private final WatchedCalls calls;

    GrpcCalls(WatchedCalls calls) {
        this.calls = calls;
    }

    static boolean isGrpc(ServiceRequestContext request) {
        return request.request().headers().get("content-type", "").startsWith("application/grpc");
    }

    /** The HTTP status that Google's APIs answer with over REST where they answer this over gRPC. */
    static int httpStatus(Status status) {
        return status.isOk() ? OK : ApiException.of(status).httpStatus();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ServiceRequestContext request = ServiceRequestContext.current();
        WatchedCall watched = calls.arrived(
                "POST", request.path(), request.request().headers().get("user-agent", ""));
        return new Asking<>(next.startCall(new Answering<>(call, watched), headers), call, watched);
    }

    /** What the caller sends. It comes on threads of the network, so a call that is held waits on none. */
    private static final class Asking<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private final WatchedCall watched;
        private boolean understood;
        private Optional<CompletableFuture<Void>> held = Optional.empty();
        private volatile boolean refused;

        Asking(ServerCall.Listener<Q> next, ServerCall<Q, ?> call, WatchedCall watched) {
            super(next);
            this.call = call;
            this.watched = watched;
        }

        @Override
        public void onMessage(Q message) {
            if (!understood) {
                understood = true;
                understand((Message) message);
            }
            inTurn(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            inTurn(super::onHalfClose);
        }

        private void understand(Message message) {
            CompletableFuture<Void> goingOn = watched.strike(method(), message);
            if (!goingOn.isDone()) {
                held = Optional.of(goingOn);
            }
            inTurn(this::refuseIfStruck);
        }

        /** At once, or else when the call is held no longer, after what came before. */
        private void inTurn(Runnable event) {
            if (held.isEmpty()) {
                pass(event);
            } else {
                held = held.map(before -> before.thenRun(() -> passLater(event)));
            }
        }

        private void pass(Runnable event) {
            if (!refused) {
                event.run();
            }
        }

        /** What fails has no caller any more that would end the call. */
        private void passLater(Runnable event) {
            try {
                pass(event);
            } catch (RuntimeException e) {
                refused = true;
                call.close(Status.fromThrowable(e), new Metadata());
            }
        }

        private void refuseIfStruck() {
            try {
                watched.failIfStruck();
            } catch (ApiException e) {
                refused = true;
                watched.answered(e.httpStatus());
                call.close(e.asStatus().getStatus(), new Metadata());
            }
        }

        private MethodDescriptor method() {
            return ((ProtoMethodDescriptorSupplier) call.getMethodDescriptor().getSchemaDescriptor())
                    .getMethodDescriptor();
        }
    }

    /** What the service sends back; nothing of it arrives if the answer is to be lost. */
    private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final WatchedCall watched;

        Answering(ServerCall<Q, A> call, WatchedCall watched) {
            super(call);
            this.watched = watched;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!watched.isToLoseItsAnswer()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (watched.isToLoseItsAnswer()) {
                watched.answered(OK);
            } else {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            watched.answered(httpStatus(status));
            if (!watched.isToLoseItsAnswer()) {
                super.close(status, trailers);
            }
        }
    }
}
