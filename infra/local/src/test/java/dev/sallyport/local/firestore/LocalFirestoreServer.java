package dev.sallyport.local.firestore;

import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** The local Firestore on a free port. */
final class LocalFirestoreServer implements AutoCloseable {
    private final CloudClock clock = CloudClock.system();
    private final Firestore firestore;
    private final Server server;

    LocalFirestoreServer() {
        this(ConcurrencyMode.PESSIMISTIC, List.of(), Journal.none());
    }

    LocalFirestoreServer(ConcurrencyMode mode) {
        this(mode, List.of(), Journal.none());
    }

    /** A Firestore that takes up what another one has left behind. */
    LocalFirestoreServer(Collection<StateRecord> kept, Journal journal) {
        this(ConcurrencyMode.PESSIMISTIC, kept, journal);
    }

    private LocalFirestoreServer(ConcurrencyMode mode, Collection<StateRecord> kept, Journal journal) {
        firestore = new Firestore(clock, mode, new Usage());
        firestore.load(kept);
        firestore.journal(journal);
        ServerBuilder<?> builder = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        builder.maxInboundMessageSize(16 * 1024 * 1024);
        firestore.services().forEach(builder::addService);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CloudClock clock() {
        return clock;
    }

    Firestore firestore() {
        return firestore;
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
