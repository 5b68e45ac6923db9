package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPortTest {
    @Test
    void aBusyPortIsNamedWithItsFlag() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = busy.getLocalPort();

            assertThatThrownBy(() -> new LocalPort("--internet-port", port).requireFree())
                    .isInstanceOf(BadInput.class)
                    .hasMessage(
                            "--internet-port " + port + ": port " + port + " on 127.0.0.1 is in use (expected: a free"
                                    + " port; stop what listens there, or choose another with --internet-port PORT)");
        }
    }

    @Test
    void zeroIsAnyFreePort() {
        assertThatCode(() -> new LocalPort("--port", 0).requireFree()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void whatIsNoPortIsRefused(int number) {
        assertThatThrownBy(() -> new LocalPort("--port", number).requireFree())
                .isInstanceOf(BadInput.class)
                .hasMessage("--port " + number + ": is no port (expected: 1 to 65535, or 0 for any)");
    }

    @Test
    void bothServersCannotHaveOnePort() {
        LocalPort api = new LocalPort("--port", 4510);

        assertThatThrownBy(() -> new LocalPort("--internet-port", 4510).requireOtherThan(api))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is the port of --port too");
        assertThatCode(() -> new LocalPort("--internet-port", 0).requireOtherThan(new LocalPort("--port", 0)))
                .doesNotThrowAnyException();
    }
}
