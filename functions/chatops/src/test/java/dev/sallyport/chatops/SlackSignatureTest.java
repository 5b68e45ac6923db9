package dev.sallyport.chatops;

import static dev.sallyport.chatops.DocumentedRequest.AT;
import static dev.sallyport.chatops.DocumentedRequest.BODY;
import static dev.sallyport.chatops.DocumentedRequest.SECRET;
import static dev.sallyport.chatops.DocumentedRequest.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Slack's own example (docs.slack.dev/authentication/verifying-requests-from-slack). */
class SlackSignatureTest {
    private final SlackSignature example =
            new SlackSignature(Optional.of(TIMESTAMP), Optional.of(DocumentedRequest.SIGNATURE));

    @Test
    void theDocumentedExampleIsSlacks() {
        assertThat(fault(BODY, SECRET, AT)).isEmpty();
    }

    @Test
    void itHoldsForFiveMinutes() {
        assertThat(fault(BODY, SECRET, AT.plusSeconds(300))).isEmpty();
        assertThat(fault(BODY, SECRET, AT.plusSeconds(301))).contains("its timestamp is 301 s old");
    }

    @Test
    void anotherBodyOrSecretIsNot() {
        assertThat(fault(BODY + "&", SECRET, AT)).contains("its signature is wrong");
        assertThat(fault(BODY, SECRET + "0", AT)).contains("its signature is wrong");
    }

    private Optional<String> fault(String body, String secret, Instant now) {
        return example.fault(body.getBytes(UTF_8), () -> secret.getBytes(UTF_8), now);
    }
}
