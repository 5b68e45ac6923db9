package dev.sallyport.testing;

import dev.sallyport.local.firestore.Firestore;
import dev.sallyport.local.pubsub.PubSub;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.settings.Settings;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The local Firestore and the local Pub/Sub on one free port, with a clock that can be moved. */
public final class StateCloud implements AutoCloseable {
    private final CloudClock clock = CloudClock.system();
    private final PubSub pubSub = new PubSub(clock);
    private final FirestoreUse use = new FirestoreUse();
    private final Server server;

    public StateCloud() {
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .maxInboundMessageSize(16 * 1024 * 1024)
                .intercept(use);
        new Firestore(clock).services().forEach(builder::addService);
        pubSub.services().forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Settings settings() {
        return new Settings(
                "sallyport-tests", Optional.of("127.0.0.1:" + server.getPort()), Optional.empty(), Optional.empty());
    }

    /** What has been read and written so far. */
    public FirestoreUse use() {
        return use;
    }

    public CloudClock clock() {
        return clock;
    }

    @Override
    public void close() {
        pubSub.close();
        server.shutdownNow();
        clock.close();
    }
}
