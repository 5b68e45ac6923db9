package dev.sallyport.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** An application that greets whomever a header names, and looks at no assertion; run as a process of its own on VMs. */
final class CredulousApp {
    private static final String WHO = "X-Goog-Authenticated-User-Email";

    private CredulousApp() {}

    /** The command that runs it, for a VM's metadata. */
    static String command() {
        Path classes = Path.of(CredulousApp.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1"
                + " -XX:+UseSerialGC -Xmx32m -cp '" + classes + "' " + CredulousApp.class.getName();
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", CredulousApp::greet);
        server.start();
    }

    private static void greet(HttpExchange exchange) throws IOException {
        String who =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(WHO)).orElse("stranger");
        byte[] greeting = ("Hello, " + who).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, greeting.length);
        exchange.getResponseBody().write(greeting);
        exchange.close();
    }
}
