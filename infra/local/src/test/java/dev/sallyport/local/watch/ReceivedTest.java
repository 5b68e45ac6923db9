package dev.sallyport.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedTest {
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Test
    void theEndOfAConnectionIsNotWaitedForBehindAWholeAnswer() throws IOException {
        Received received = Received.from(then(WHOLE, new Stuck()));

        assertThat(received.text()).isEqualTo(WHOLE);
        assertThat(received.leavesTheConnectionOpen()).isTrue();
    }

    @Test
    void anAnswerInPiecesIsPutTogether() throws IOException {
        InputStream pieces = new SequenceInputStream(Collections.enumeration(
                List.of(bytes("HT"), bytes("TP/1.1 200 OK\r\nContent-"), bytes("Length: 5\r\n\r\nhe"), bytes("llo"))));

        assertThat(Received.from(pieces).beginning()).isEqualTo("hello");
    }

    @Test
    void nothingCanBeAskedBehindAnAnswerWhoseEndIsUnknownOrThatSaysSo() throws IOException {
        assertThat(Received.from(bytes("HTTP/1.1 200 OK\r\n\r\nhello")).leavesTheConnectionOpen())
                .isFalse();
        assertThat(Received.from(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"))
                        .leavesTheConnectionOpen())
                .isFalse();
    }

    @Test
    void oneByteIsSomethingThoughTheRestNeverComes() throws IOException {
        assertThat(Received.from(then("H", new Stuck())).isEmpty()).isFalse();
    }

    @Test
    void nothingAtAllIsAFailure() {
        assertThatThrownBy(() -> Received.from(new Stuck())).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void ofAHeadNothingMoreIsRead() throws IOException {
        InputStream in = bytes("HTTP/1.1 200 OK\r\n\r\nrest");

        assertThat(Received.head(in).status()).isEqualTo(200);
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("rest");
        assertThatThrownBy(() -> Received.head(bytes("HTTP/1.1 20"))).isInstanceOf(EOFException.class);
    }

    private static InputStream then(String text, InputStream more) {
        return new SequenceInputStream(bytes(text), more);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A connection on which nothing comes within the time allowed. */
    private static final class Stuck extends InputStream {
        @Override
        public int read() throws IOException {
            throw new SocketTimeoutException("nothing came");
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            return read();
        }
    }
}
