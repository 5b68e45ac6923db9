package dev.sallyport.local.internet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A program for VMs, run as a process of its own: tells every request back, keeps requests for {@code /slow} waiting until
 * somebody asks for {@code /release}, answers 503 at the root between {@code /sicken} and {@code /recover}, and echoes
 * WebSockets.
 */
final class GuestProgram {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final List<Socket> slow = new ArrayList<>();
    private volatile boolean sick;

    private GuestProgram() {}

    /** The command that runs it, for a VM's metadata. */
    static String command() {
        Path classes = Path.of(GuestProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1"
                + " -XX:+UseSerialGC -Xmx32m -cp '" + classes + "' " + GuestProgram.class.getName();
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("guest program listens on its PORT");
            GuestProgram program = new GuestProgram();
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> program.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            List<String> head = head(in);
            while (!head.isEmpty()) {
                answer(socket, in, head);
                head = head(in);
            }
        } catch (IOException e) {
            // The other side has gone.
        }
    }

    private void answer(Socket socket, InputStream in, List<String> head) throws IOException {
        String path = head.get(0).split(" ")[1];
        String key = header(head, "sec-websocket-key");
        if (!key.isEmpty()) {
            echo(in, socket.getOutputStream(), key);
        } else if (path.equals("/slow")) {
            synchronized (slow) {
                slow.add(socket);
            }
            System.out.println("a slow request waits");
        } else if (path.equals("/") && sick) {
            write(socket, "503 Service Unavailable", "sick");
        } else {
            if (path.equals("/release")) {
                release();
            }
            sick = path.equals("/sicken") || sick && !path.equals("/recover");
            write(socket, System.getenv("HOSTNAME") + "\n" + String.join("\n", head));
        }
    }

    private void release() throws IOException {
        synchronized (slow) {
            for (Socket waiting : slow) {
                write(waiting, "slow but sure");
            }
            slow.clear();
        }
    }

    private static void write(Socket socket, String body) throws IOException {
        write(socket, "200 OK", body);
    }

    private static void write(Socket socket, String status, String body) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static List<String> head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return List.of();
            }
            text.append((char) next);
        }
        return text.toString().lines().filter(line -> !line.isEmpty()).toList();
    }

    private static String header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Frames of less than 126 bytes, which is what a test sends. */
    private static void echo(InputStream in, OutputStream out, String key) throws IOException {
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.read() & 127;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            out.write(first);
            out.write(length);
            out.write(payload);
            out.flush();
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
