package dev.sallyport.local.internet.network;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Servers that stand for addresses of the simulated internet. They listen on loopback, on ports the system picks, and
 * learn the simulated source and destination of a connection from the PROXY protocol.
 */
public final class Loopback {
    private static final int CONNECT_MILLIS = 1000;

    private Loopback() {}

    /** A server without limits of its own on sizes and times: those are the load balancer's to set. */
    public static ServerBuilder server() {
        return Server.builder().disableServerHeader().maxRequestLength(0).requestTimeoutMillis(0);
    }

    public static ServerPort plainPort() {
        return new ServerPort(address(0), SessionProtocol.PROXY, SessionProtocol.HTTP);
    }

    public static ServerPort tlsPort() {
        return new ServerPort(address(0), SessionProtocol.PROXY, SessionProtocol.HTTPS);
    }

    /** Where a running server listens. */
    public static InetSocketAddress addressOf(Server server) {
        return address(server.activeLocalPort());
    }

    /** Whether somebody listens there. On loopback the answer comes at once. */
    public static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
