package dev.sallyport.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @Test
    void onlyTheProjectMustBeSet() {
        assertThat(Settings.of(Map.of("GOOGLE_CLOUD_PROJECT", "p")))
                .isEqualTo(new Settings("p", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("GOOGLE_CLOUD_PROJECT", " ")))
                .withMessageContaining("GOOGLE_CLOUD_PROJECT is not set");
    }

    @Test
    void everySettingIsRead() {
        assertThat(Settings.of(Map.of(
                        "GOOGLE_CLOUD_PROJECT", "p",
                        "SALLYPORT_API_ENDPOINT", "127.0.0.1:1",
                        "SALLYPORT_INTERNET_PROXY", "127.0.0.1:2",
                        "SALLYPORT_GUARDRAILS", "{}",
                        "SALLYPORT_FUNCTION_TIMEOUT", "60s",
                        "SALLYPORT_STAGE_LIMIT", "600s",
                        "SALLYPORT_EVENT_RETENTION", "32d")))
                .isEqualTo(new Settings(
                        "p",
                        Optional.of("127.0.0.1:1"),
                        Optional.of("127.0.0.1:2"),
                        Optional.of("{}"),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofDays(32)));
    }

    /** A request that Pub/Sub delivers once more would be accepted twice. */
    @ParameterizedTest
    @ValueSource(strings = {"31d", "400", "40w", "-40d"})
    void eventsAreKeptLongerThanMessages(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("GOOGLE_CLOUD_PROJECT", "p", "SALLYPORT_EVENT_RETENTION", time)))
                .withMessageContaining("SALLYPORT_EVENT_RETENTION: " + time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"540", "9m", "0s", "-1s", "1.5s"})
    void aTimeIsSeconds(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(Map.of("GOOGLE_CLOUD_PROJECT", "p", "SALLYPORT_FUNCTION_TIMEOUT", time)))
                .withMessageContaining("SALLYPORT_FUNCTION_TIMEOUT: " + time);
    }
}
