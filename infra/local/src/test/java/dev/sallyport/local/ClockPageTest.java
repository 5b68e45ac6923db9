package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /-/clock}: the cloud's time, read and moved. */
class ClockPageTest {
    private static LocalCloud cloud;
    private static RestClient rest;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start();
        rest = new RestClient(cloud);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void theTimeIsThatOfTheCloud() {
        Instant before = cloud.clock().instant();

        Instant shown = Instant.parse(rest.get("/-/clock").body().path("time").asText());

        assertThat(shown).isBetween(before, cloud.clock().instant());
    }

    @Test
    void advancingMovesWhateverRunsByTheClock() {
        Instant before = cloud.clock().instant();

        RestClient.Answer answer = rest.post("/-/clock", "{\"advance\": \"P1DT2H\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Instant.parse(answer.body().path("time").asText())).isAfter(before.plus(Duration.ofHours(26)));
        assertThat(Duration.parse(answer.body().path("offset").asText())).isGreaterThanOrEqualTo(Duration.ofHours(26));
        rest.post("/compute/v1/projects/clock-project/global/healthChecks", "{\"name\": \"hc\", \"type\": \"TCP\"}");
        assertThat(rest.get("/compute/v1/projects/clock-project/global/healthChecks/hc")
                        .body()
                        .path("creationTimestamp")
                        .asText())
                .isGreaterThan(before.plus(Duration.ofHours(17)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"advance\": \"-PT1S\"}",
                "{\"advance\": \"PT-1S\"}",
                "{\"advance\": \"P36501D\"}",
                "{\"advance\": \"P1M\"}",
                "{\"advance\": \"tomorrow\"}",
                "{\"advance\": 60}",
                "{\"advance\": \"PT1S\", \"faster\": true}",
                "{\"time\": \"2030-01-01T00:00:00Z\"}",
                "{\"advance\"",
                "[]"
            })
    void whatIsNoStepForwardIsRefusedAndMovesNothing(String body) {
        Duration before = cloud.clock().offset();

        RestClient.Answer answer = rest.post("/-/clock", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(cloud.clock().offset()).isEqualTo(before);
    }

    @Test
    void itCannotBeDeleted() {
        RestClient.Answer answer = rest.send("DELETE", "/-/clock", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body().at("/error/message").asText())
                .isEqualTo("This page does not take DELETE (expected: GET or POST).");
    }
}
