package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.local.state.KilledState;
import dev.sallyport.local.state.StateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local cloud that keeps its state, killed and started again. */
class KeptCloudTest {
    private static final String SECRET = "b3BlbiBzZXNhbWU=";

    @TempDir
    Path scratch;

    @Test
    void everyServiceComesBackAsItWas() throws IOException {
        Path killed = scratch.resolve("killed");
        JsonNode before;
        try (LocalCloud cloud = started(scratch.resolve("state"))) {
            Everything.fill(cloud, "lab");
            before = Everything.seen(cloud, "lab");
            KilledState.copy(scratch.resolve("state"), killed);
        }

        try (LocalCloud again = started(killed)) {
            assertThat(Everything.seen(again, "lab")).isEqualTo(before);
        }
        try (LocalCloud again = started(scratch.resolve("state"))) {
            assertThat(Everything.seen(again, "lab")).isEqualTo(before);
        }
    }

    @Test
    void aMessageComesAgainUntilItIsAcknowledged() throws IOException {
        Path killed = scratch.resolve("killed");
        try (LocalCloud cloud = started(scratch.resolve("state"))) {
            Everything.fill(cloud, "lab");
            RestClient rest = new RestClient(cloud);
            String ackId = rest.post(Everything.PULL.formatted("lab"), "{\"maxMessages\":1}")
                    .body()
                    .at("/receivedMessages/0/ackId")
                    .asText();
            rest.post(Everything.ACKNOWLEDGE.formatted("lab"), "{\"ackIds\":[\"" + ackId + "\"]}");
            rest.post("/v1/projects/lab/topics/requests:publish", "{\"messages\":[{\"data\":\"dHdv\"}]}");
            KilledState.copy(scratch.resolve("state"), killed);
        }

        try (LocalCloud again = started(killed)) {
            JsonNode pulled = new RestClient(again)
                    .post(Everything.PULL.formatted("lab"), "{\"maxMessages\":10,\"returnImmediately\":true}")
                    .body();
            assertThat(pulled.path("receivedMessages")).hasSize(1);
            assertThat(pulled.at("/receivedMessages/0/message/data").asText()).isEqualTo("dHdv");
        }
    }

    @Test
    void timeThatWasMovedStaysMoved() {
        Path state = scratch.resolve("state");
        try (LocalCloud cloud = started(state)) {
            cloud.clock().advance(Duration.ofDays(30));
        }

        try (LocalCloud again = started(state)) {
            assertThat(again.clock().instant()).isAfter(Instant.now().plus(Duration.ofDays(29)));
        }
    }

    @Test
    void secretsCanBeReadInNoFile() throws IOException {
        Path state = scratch.resolve("state");
        try (LocalCloud cloud = started(state)) {
            Everything.fill(cloud, "lab");
        }

        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(Everything.SECRET)
                        .doesNotContain("PRIVATE KEY");
            }
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndNothingIsLeftRunning() {
        Path state = scratch.resolve("state");
        try (LocalCloud cloud = started(state)) {
            assertThatThrownBy(() -> started(state))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(state.toString());
            assertThat(new RestClient(cloud).get("/-/ready").status()).isEqualTo(200);
        }
        started(state).close();
    }

    private static LocalCloud started(Path state) {
        return LocalCloud.builder().state(state).start();
    }
}
