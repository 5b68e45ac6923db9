package dev.sallyport.local.api;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers REST calls by the unary methods of gRPC services, so that a service is written once for both protocols. */
public final class GrpcBackend implements RestBackend, AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Channel channel;
    private final Runnable shutdown;
    private final Map<MethodDescriptor, io.grpc.MethodDescriptor<Message, Message>> methods = new ConcurrentHashMap<>();

    private GrpcBackend(Channel channel, Runnable shutdown) {
        this.channel = channel;
        this.shutdown = shutdown;
    }

    /** Calls services behind a channel, which stays the caller's to close. */
    public static GrpcBackend over(Channel channel) {
        return new GrpcBackend(channel, () -> {});
    }

    /** Calls these services within the process. */
    public static GrpcBackend of(List<? extends BindableService> services) {
        String name = InProcessServerBuilder.generateName();
        InProcessServerBuilder builder =
                InProcessServerBuilder.forName(name).directExecutor().maxInboundMetadataSize(Integer.MAX_VALUE);
        services.forEach(builder::addService);
        try {
            Server server = builder.build().start();
            ManagedChannel channel =
                    InProcessChannelBuilder.forName(name).directExecutor().build();
            return new GrpcBackend(channel, () -> {
                channel.shutdownNow();
                server.shutdownNow();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("In-process services did not start", e);
        }
    }

    @Override
    public Message invoke(RestCall call) {
        MethodDescriptor method = call.method();
        if (method.isServerStreaming() || method.isClientStreaming()) {
            throw ApiException.notImplemented(method.getFullName() + " over REST");
        }
        try {
            return ClientCalls.blockingUnaryCall(
                    withHeaders(call.headers()),
                    methods.computeIfAbsent(method, GrpcBackend::describe),
                    CallOptions.DEFAULT,
                    call.request());
        } catch (StatusRuntimeException e) {
            throw ApiException.of(e.getStatus());
        }
    }

    @Override
    public void close() {
        shutdown.run();
    }

    private Channel withHeaders(Map<String, String> headers) {
        if (!headers.containsKey("authorization")) {
            return channel;
        }
        Metadata metadata = new Metadata();
        metadata.put(AUTHORIZATION, headers.get("authorization"));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static io.grpc.MethodDescriptor<Message, Message> describe(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<Message, Message>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(io.grpc.MethodDescriptor.generateFullMethodName(
                        method.getService().getFullName(), method.getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(MessageTypes.prototype(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(MessageTypes.prototype(method.getOutputType())))
                .build();
    }
}
