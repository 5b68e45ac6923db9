package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Slack's own example (docs.slack.dev/authentication/verifying-requests-from-slack). */
class SlackSignatureTest {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final Instant AT = Instant.ofEpochSecond(1531420618);

    private final SlackSignature example = new SlackSignature(
            Optional.of("1531420618"),
            Optional.of("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"));

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
