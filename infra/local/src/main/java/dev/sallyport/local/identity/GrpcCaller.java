package dev.sallyport.local.identity;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.util.Optional;

/** Whoever calls a gRPC service, for the services that want to know. */
public final class GrpcCaller {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> AUTHORIZATION = Context.key("authorization");

    private GrpcCaller() {}

    /** The same service, in whose calls {@link #authorization} is known. */
    public static BindableService knownTo(BindableService service) {
        return () -> ServerInterceptors.intercept(service, new Remembering());
    }

    /** The header with the credentials of the call that this thread answers. */
    public static Optional<String> authorization() {
        return Optional.ofNullable(AUTHORIZATION.get());
    }

    private static final class Remembering implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context context = Context.current().withValue(AUTHORIZATION, headers.get(HEADER));
            return Contexts.interceptCall(context, call, headers, next);
        }
    }
}
