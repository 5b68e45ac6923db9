package dev.sallyport.local.firestore;

import dev.sallyport.local.time.CloudClock;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The local Firestore on a free port. */
final class LocalFirestoreServer implements AutoCloseable {
    private final CloudClock clock = CloudClock.system();
    private final Server server;

    LocalFirestoreServer() {
        this(ConcurrencyMode.PESSIMISTIC);
    }

    LocalFirestoreServer(ConcurrencyMode mode) {
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        builder.maxInboundMessageSize(16 * 1024 * 1024);
        new Firestore(clock, mode).services().forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CloudClock clock() {
        return clock;
    }

    String hostPort() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        clock.close();
    }
}
