package dev.sallyport.local.watch;

import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** A connection through the internet's proxy to where a way in leads. */
final class Line implements Closeable {
    private static final SSLSocketFactory TLS = AnyCertificate.sockets();
    private static final int PATIENCE_MILLIS = 3000;
    private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long opened = System.nanoTime();
    private final Socket socket;
    private final Socket spoken;
    private boolean reusable = true;

    private Line(Socket socket, WayIn way) throws IOException {
        this.socket = socket;
        this.spoken = way instanceof FrontEnd frontEnd && frontEnd.tls()
                ? TLS.createSocket(socket, frontEnd.host(), way.port(), false)
                : socket;
    }

    /**
     * Opens a line; what is secured by TLS is so from the first request on.
     *
     * @throws NotConnected if the proxy says that there is no way through
     * @throws IOException if the proxy cannot be asked, so that nothing was tried
     */
    static Line open(InetSocketAddress proxy, WayIn way) throws IOException, NotConnected {
        Socket socket = new Socket();
        try {
            socket.connect(proxy, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            connect(socket, way);
            return new Line(socket, way);
        } catch (IOException | NotConnected e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Asks for a page, and waits for as much of it as there is to judge by.
     *
     * @throws IOException if the other end says nothing
     */
    Received ask(String host, String path, Map<String, String> headers) throws IOException {
        reusable = false;
        StringBuilder request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: stranger\r\nAccept: text/html,*/*\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        write(spoken, request.append("\r\n").toString());
        Received received = Received.from(spoken.getInputStream());
        reusable = received.leavesTheConnectionOpen();
        return received;
    }

    /** Whether another request can be made: not on a line that is a second old, for new visitors get new ones. */
    boolean isReusable() {
        return reusable && System.nanoTime() - opened < LIFE_NANOS;
    }

    /** Without the ceremony of TLS, which would wait for the other end. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is gone already.
        }
    }

    private static void connect(Socket socket, WayIn way) throws IOException, NotConnected {
        String target = way.address() + ":" + way.port();
        write(socket, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + standing(way) + "\r\n");
        int status = Received.head(socket.getInputStream()).status();
        switch (status) {
            case 200 -> {}
            case 504 -> throw new NotConnected(Unanswered.DROPPED);
            case 502 -> throw new NotConnected(Unanswered.REFUSED);
            case 403 -> throw new NotConnected(Unanswered.NOBODY);
            default -> throw new IOException("the internet's proxy answered " + status + " to CONNECT " + target);
        }
    }

    /** The header by which the proxy knows where the stranger stands; none for somewhere outside. */
    private static String standing(WayIn way) {
        if (!(way instanceof Neighbour neighbour)) {
            return "";
        }
        byte[] credentials = (neighbour.from() + ":").getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
    }

    private static void write(Socket socket, String ascii) throws IOException {
        socket.getOutputStream().write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** There is no way through, and this is why. */
    static final class NotConnected extends Exception {
        private static final long serialVersionUID = 1L;

        private final Unanswered answer;

        NotConnected(Unanswered answer) {
            super(answer.name());
            this.answer = answer;
        }

        Unanswered answer() {
            return answer;
        }
    }
}
