package dev.sallyport.local.internet.balancer;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.proxy.ProxyConfig;
import com.linecorp.armeria.client.proxy.ProxyConfigSelector;
import com.linecorp.armeria.common.SessionProtocol;
import dev.sallyport.local.internet.guest.Guests;
import dev.sallyport.local.internet.guest.VmSocket;
import dev.sallyport.local.internet.network.Decision;
import dev.sallyport.local.internet.network.Peer;
import dev.sallyport.local.internet.network.Transport;
import dev.sallyport.local.internet.network.Vm;
import dev.sallyport.local.internet.network.Vpc;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Connections from one of Google's ranges to VMs, as far as the firewall lets them through. */
final class VmConnections implements AutoCloseable {
    private static final int SOURCE_PORT = 40_000;

    private final GoogleRange from;
    private final Vpc vpc;
    private final Guests guests;
    private final ClientFactory connections;

    VmConnections(GoogleRange from, Vpc vpc, Guests guests) {
        this.from = from;
        this.vpc = vpc;
        this.guests = guests;
        InetSocketAddress source = new InetSocketAddress(from.address().toString(), SOURCE_PORT);
        // The endpoint is only what the PROXY header says: the connection itself goes to loopback and nowhere else.
        ProxyConfig loopback = ProxyConfig.haproxy(guests.address(), source);
        connections = ClientFactory.builder()
                .proxyConfig(ProxyConfigSelector.of(loopback))
                .build();
    }

    /** A client for a port of the VM; empty if the firewall drops the connection or nothing listens. */
    Optional<WebClient> to(Vm vm, int port) {
        return reaches(vm, port) ? guests.socket(vm.link(), port).map(this::client) : Optional.empty();
    }

    @Override
    public void close() {
        connections.closeAsync();
    }

    private boolean reaches(Vm vm, int port) {
        Decision decision = vpc.firewall(vm.network()).ingress(Peer.outside(from.address()), vm, Transport.tcp(port));
        return decision.allowed();
    }

    private WebClient client(VmSocket socket) {
        Endpoint endpoint = Endpoint.of(
                socket.destination().getHostString(), socket.destination().getPort());
        return WebClient.builder(SessionProtocol.H1C, endpoint)
                .factory(connections)
                .maxResponseLength(0)
                .build();
    }
}
