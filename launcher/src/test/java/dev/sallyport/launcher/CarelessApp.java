package dev.sallyport.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** An application that looks at no assertion; run as a process of its own on VMs. */
final class CarelessApp {
    private static final String WHO = "X-Goog-Authenticated-User-Email";
    private static final String SILENT = "silent";

    private CarelessApp() {}

    /** The command, for a VM's metadata, that runs it so that it greets whomever a header names. */
    static String credulous() {
        return command("credulous");
    }

    /** So that it answers everybody alike, health checks too, and greets nobody. */
    static String silent() {
        return command(SILENT);
    }

    private static String command(String manner) {
        Path classes = Path.of(CarelessApp.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1"
                + " -XX:+UseSerialGC -Xmx32m -cp '" + classes + "' " + CarelessApp.class.getName() + " " + manner;
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        boolean silent = args[0].equals(SILENT);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> answer(exchange, silent ? "Back soon" : greeting(exchange)));
        server.start();
    }

    private static String greeting(HttpExchange exchange) {
        return "Hello, "
                + Optional.ofNullable(exchange.getRequestHeaders().getFirst(WHO))
                        .orElse("stranger");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
