package dev.sallyport.local.internet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** A TLS connection to the lab's front end, through the proxy, on which a test writes what no HTTP client would. */
final class RawFrontEnd implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final SSLSocket socket;
    private final BufferedReader reader;

    RawFrontEnd(int proxyPort) {
        try {
            Socket tunnel = tunnel(proxyPort);
            socket = (SSLSocket)
                    TestClient.trustingAnybody().getSocketFactory().createSocket(tunnel, Lab.ADDRESS, 443, true);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to the front end on which nothing has been said. */
    static Socket tunnel(int proxyPort) throws IOException {
        Socket tunnel = new Socket("127.0.0.1", proxyPort);
        tunnel.setSoTimeout(PATIENCE_MILLIS);
        String target = Lab.ADDRESS + ":443";
        write(tunnel, "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
        readHead(tunnel);
        return tunnel;
    }

    /** Reads what is left of an answer that says how long it is. */
    RawFrontEnd rest() {
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            read();
        }
        return this;
    }

    private void read() {
        try {
            reader.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request with these header lines and returns the answer's status line. */
    String get(String path, String... headerLines) {
        return send("GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headerLines) + "\r\n\r\n");
    }

    /** Sends these bytes and returns the first line that comes back. */
    String send(String bytes) {
        try {
            write(socket, bytes);
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String readLine() {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket to, String bytes) throws IOException {
        to.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    /** Byte by byte: what comes after the head belongs to TLS. */
    private static void readHead(Socket from) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = from.getInputStream().read();
            if (next < 0) {
                throw new IOException("the proxy closed the connection: " + head);
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 200")) {
            throw new IOException(head.toString());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
