package dev.sallyport.bench;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.stub.AbstractStub;

/** gRPC stubs of Google's own classes that reach one target over a few connections. */
final class Stubs implements AutoCloseable {
    private final String hostPort;
    private final ClientFactory factory;

    Stubs(String hostPort, int connections) {
        this.hostPort = hostPort;
        factory = ClientFactory.builder()
                .workerGroup(connections)
                .maxNumEventLoopsPerEndpoint(connections)
                .build();
    }

    <T extends AbstractStub<T>> T of(Class<T> type) {
        return GrpcClients.builder("gproto+h2c://" + hostPort)
                .factory(factory)
                .responseTimeoutMillis(0) // A stream has no end, and a contended call may wait for long.
                .maxResponseLength(0)
                .build(type);
    }

    @Override
    public void close() {
        factory.close();
    }
}
