package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is secret is in no message, and nobody is waited for without end. */
class RestTest {
    @Test
    void whoeverAnswersAByteAtATimeIsGivenUp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> gaveUp = CompletableFuture.supplyAsync(() -> trickle(server));

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> Rest.get(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), Map.of()))
                    .withMessage("no answer from 127.0.0.1");
            assertThat(gaveUp).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        }
    }

    /** Answers a byte every millisecond, until the caller closes the connection. */
    private static boolean trickle(ServerSocket server) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (Socket caller = server.accept()) {
            OutputStream answer = caller.getOutputStream();
            answer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n".getBytes(US_ASCII));
            ScheduledFuture<?> writing = clock.scheduleAtFixedRate(() -> write(answer), 0, 1, TimeUnit.MILLISECONDS);
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> writing.get(20, TimeUnit.SECONDS));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void write(OutputStream answer) {
        try {
            answer.write(' ');
            answer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAddressThatIsNoneIsNotShown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Rest.secretAddress("https://chat.example.com/ key=hush"))
                .withMessageNotContaining("hush")
                .withNoCause();
    }

    @Test
    void aHeaderThatIsNoneIsNotShown() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Rest.get(URI.create("http://127.0.0.1:1/"), Map.of("Authorization", "Bearer hush\nX: y")))
                .withMessage("the header Authorization has characters that no header may have")
                .withNoCause();
    }
}
