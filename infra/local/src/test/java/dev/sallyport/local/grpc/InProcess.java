package dev.sallyport.local.grpc;

import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import java.util.List;

/** Services within the JVM, for Google's clients to talk to. */
public final class InProcess implements AutoCloseable {
    private final InProcessServices services;

    private InProcess(InProcessServices services) {
        this.services = services;
    }

    public static InProcess serving(List<? extends BindableService> services) {
        return new InProcess(InProcessServices.start(services));
    }

    public ManagedChannel channel() {
        return services.channel();
    }

    public TransportChannelProvider transport() {
        return FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel()));
    }

    @Override
    public void close() {
        services.close();
    }
}
