package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./sallyport local env} where there is no local cloud. */
class LocalEnvTest {
    private final Shell shell = new Shell(Path.of(""));

    @Test
    void aPortThatNobodyListensOnIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        assertThat(env(port)).isEqualTo(ExitCode.NO_CLOUD);
        assertThat(shell.err())
                .contains("port " + port + " on 127.0.0.1: no local cloud answers there")
                .contains("start one with ./sallyport local up");
        assertThat(shell.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "404, {}, what answers there is no local cloud (HTTP status 404)",
                "200, {}, what answers there is no local cloud",
                "200, <html>, what answers there is no local cloud",
                "503, {\"ready\": false}, a local cloud is starting there"
            })
    void whateverElseAnswersThereIsNotTakenForOne(int status, String body, String message) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            assertThat(env(server.getAddress().getPort())).isEqualTo(ExitCode.NO_CLOUD);
            assertThat(shell.err()).contains(message);
            assertThat(shell.out()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void zeroIsNoPortToAskAt() {
        assertThat(env(0)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(shell.err()).contains("--port 0: is no port (expected: 1 to 65535)");
    }

    private int env(int port) {
        return shell.run("local", "env", "--port", Integer.toString(port));
    }
}
