package dev.sallyport.local.pubsub;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import java.util.Collection;
import java.util.List;

/** The local Pub/Sub on a free port, with a clock of its own. */
final class LocalPubSub implements AutoCloseable {
    private final CloudClock clock = CloudClock.system();
    private final PubSub pubSub;
    private final Server server;
    private final PubSubClients clients;

    LocalPubSub() {
        this(DeliveryFaults.none());
    }

    LocalPubSub(DeliveryFaults faults) {
        this(faults, PushIdentity.none(), List.of(), Journal.none());
    }

    /** A Pub/Sub that takes up what another one has left behind. */
    LocalPubSub(Collection<StateRecord> kept, Journal journal) {
        this(DeliveryFaults.none(), PushIdentity.none(), kept, journal);
    }

    LocalPubSub(DeliveryFaults faults, PushIdentity identity, Collection<StateRecord> kept, Journal journal) {
        pubSub = new PubSub(clock, faults, identity, new Usage());
        pubSub.load(kept);
        pubSub.journal(journal);
        GrpcServiceBuilder services =
                GrpcService.builder().useBlockingTaskExecutor(true).maxRequestMessageLength(16 << 20);
        pubSub.services().forEach(services::addService);
        server = Server.builder()
                .localPort(0, SessionProtocol.HTTP)
                .requestTimeoutMillis(0)
                .maxRequestLength(0)
                .gracefulShutdownTimeoutMillis(0, 0)
                .service(services.build())
                .build();
        server.start().join();
        clients = new PubSubClients(endpoint());
    }

    String endpoint() {
        return "127.0.0.1:" + server.activeLocalPort();
    }

    PubSub pubSub() {
        return pubSub;
    }

    CloudClock clock() {
        return clock;
    }

    PubSubClients clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
        pubSub.close();
        server.closeAsync(); // Its threads take two seconds to end; nobody has to wait for them.
        clock.close();
    }
}
