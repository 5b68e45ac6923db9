package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.client.proxy.ProxyConfigSelector;
import com.linecorp.armeria.client.websocket.WebSocketClient;
import com.linecorp.armeria.common.SessionProtocol;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.guest.VmSocket;
import dev.sallyport.local.internet.network.Connection;
import dev.sallyport.local.internet.network.Transport;
import dev.sallyport.local.internet.network.Vm;
import dev.sallyport.local.internet.network.Vpc;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Connections from one of Google's ranges to VMs, as far as the firewall lets them through. */
final class VmConnections implements AutoCloseable {
    private static final int SOURCE_PORT = 40_000;
    private static final int MOST_KEPT = 1000;

    private final GoogleRange from;
    private final Vpc vpc;
    private final Guests guests;
    private final ClientFactory connections;
    private final Map<ClientKey, WebClient> clients = new ConcurrentHashMap<>();

    VmConnections(GoogleRange from, Vpc vpc, Guests guests) {
        this.from = from;
        this.vpc = vpc;
        this.guests = guests;
        InetSocketAddress source = new InetSocketAddress(from.address().toString(), SOURCE_PORT);
        // The endpoint is only what the PROXY header says: the connection itself goes to loopback and nowhere else.
        ProxyConfigSelector loopback =
                (protocol, endpoint) -> ProxyConfig.haproxy(guests.loopback(endpoint.host()), source);
        // What VMs serve by TLS is encrypted and no more, on Google Cloud too: their certificates are not looked at.
        connections =
                ClientFactory.builder().proxyConfig(loopback).tlsNoVerify().build();
    }

    /** A client for a port of the VM; empty if the firewall drops the connection or nothing listens. */
    Optional<WebClient> to(Vm vm, int port) {
        return socket(vm, port).map(socket -> client(SessionProtocol.H1C, socket));
    }

    /** The same, for a port that speaks TLS. */
    Optional<WebClient> byTls(Vm vm, int port) {
        return socket(vm, port).map(socket -> client(SessionProtocol.H1, socket));
    }

    /** Whether a connection to the port is made. */
    boolean connects(Vm vm, int port) {
        return socket(vm, port).filter(guests::accepts).isPresent();
    }

    /** A client for WebSockets. */
    Optional<WebSocketClient> webSocketsTo(Vm vm, int port) {
        return socket(vm, port)
                .map(socket -> WebSocketClient.builder(SessionProtocol.H1C, endpoint(socket))
                        .factory(connections)
                        .build());
    }

    private Optional<VmSocket> socket(Vm vm, int port) {
        return reaches(vm, port) ? guests.socket(vm.link(), port) : Optional.empty();
    }

    @Override
    public void close() {
        connections.closeAsync();
    }

    private boolean reaches(Vm vm, int port) {
        return vpc.why(Connection.fromOutside(from.address(), vm, Transport.tcp(port)))
                .allowed();
    }

    /** Clients are kept, for each has a good deal to set up; those of VMs that were switched off go when there are many. */
    private WebClient client(SessionProtocol protocol, VmSocket socket) {
        if (clients.size() > MOST_KEPT) {
            clients.clear();
        }
        return clients.computeIfAbsent(
                new ClientKey(protocol, socket),
                key -> WebClient.builder(protocol, endpoint(socket))
                        .factory(connections)
                        .maxResponseLength(0)
                        .build());
    }

    private static Endpoint endpoint(VmSocket socket) {
        return Endpoint.of(
                socket.destination().getHostString(), socket.destination().getPort());
    }

    private record ClientKey(SessionProtocol protocol, VmSocket socket) {}
}
