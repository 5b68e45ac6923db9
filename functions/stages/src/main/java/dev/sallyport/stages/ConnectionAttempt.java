package dev.sallyport.stages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An attempt to open a TCP connection, which is what a firewall decides about.
 *
 * @param outcome what came of it, in words
 */
record ConnectionAttempt(boolean refused, String outcome) {
    private static final int PATIENCE_MILLIS = 5000;

    /** @param proxy {@code host:port} of an HTTP proxy that opens the connection, or empty to open it ourselves */
    static ConnectionAttempt to(String address, int port, Optional<String> proxy) {
        return proxy.isPresent() ? through(proxy.get(), address + ":" + port) : directly(address, port);
    }

    private static ConnectionAttempt directly(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return new ConnectionAttempt(false, "connected");
        } catch (IOException e) {
            return new ConnectionAttempt(true, Visitor.reason(e));
        }
    }

    /** The proxy answers 200 once it has connected, and something else if it can't. */
    private static ConnectionAttempt through(String proxy, String target) {
        try (Socket socket = new Socket()) {
            socket.connect(Visitor.address(proxy), PATIENCE_MILLIS);
            socket.setSoTimeout(3 * PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (status == null) {
                return new ConnectionAttempt(true, "the connection was closed");
            }
            return status.matches("HTTP/1\\.[01] 5\\d\\d.*")
                    ? new ConnectionAttempt(true, "the proxy says " + status)
                    : new ConnectionAttempt(false, "the proxy says " + status);
        } catch (IOException e) {
            return new ConnectionAttempt(false, "the proxy " + proxy + " can't be asked: " + Visitor.reason(e));
        }
    }
}
