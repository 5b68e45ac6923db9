package dev.sallyport.local.grpc;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Services to be called within the process, on the caller's thread. */
public final class InProcessServices implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    private InProcessServices(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    public static InProcessServices start(List<? extends BindableService> services) {
        String name = InProcessServerBuilder.generateName();
        InProcessServerBuilder server = InProcessServerBuilder.forName(name).directExecutor();
        services.forEach(server::addService);
        try {
            return new InProcessServices(
                    server.build().start(),
                    InProcessChannelBuilder.forName(name).directExecutor().build());
        } catch (IOException e) {
            throw new UncheckedIOException("in-process services did not start", e);
        }
    }

    public ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
