package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of load balancers come and go with those who use them: a cloud may have hundreds. */
class FrontEndLifeTest {
    private final Lab lab = Lab.provisioned();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aListenerThatNobodyUsesIsClosed() throws IOException {
        visit();
        assertThat(lab.internet.listening()).isEqualTo(1);

        await("the listener to be closed").atMost(Duration.ofSeconds(20)).until(() -> {
            lab.clock.advance(Duration.ofSeconds(31));
            return lab.internet.listening() == 0;
        });
    }

    @Test
    void whoComesLaterFindsItOpenAgain() throws IOException {
        aListenerThatNobodyUsesIsClosed();

        try (RawFrontEnd client = new RawFrontEnd(lab.internet.port())) {
            assertThat(client.get("/", "Host: " + Lab.ADDRESS)).startsWith("HTTP/1.1 302");
        }
    }

    @Test
    void aListenerWithAConnectionStays() throws IOException {
        try (Socket connected = RawFrontEnd.tunnel(lab.internet.port())) {
            lab.clock.advance(Duration.ofMinutes(1));
            lab.clock.advance(Duration.ofMinutes(1));

            assertThat(lab.internet.listening()).isEqualTo(1);
            assertThat(connected.isConnected()).isTrue();
        }
    }

    private void visit() throws IOException {
        RawFrontEnd.tunnel(lab.internet.port()).close();
    }
}
