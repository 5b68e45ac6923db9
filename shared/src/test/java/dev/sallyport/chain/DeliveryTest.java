package dev.sallyport.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.failure.Poison;
import dev.sallyport.testing.Events;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryTest {
    @Test
    void carriesTheMessagesIdAndData() {
        byte[] data = {0, 1, (byte) 0xFF};

        Delivery delivery = Delivery.of(Events.message("42", data));

        assertThat(delivery.messageId()).isEqualTo("42");
        assertThat(delivery.data()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publishTime", "publish_time"})
    void carriesTheTimeOfPublication(String member) {
        String message = "{\"message\": {\"messageId\": \"1\", \"%s\": \"2026-11-01T12:00:00.5Z\"}}";

        assertThat(Delivery.of(Events.event("1", message.formatted(member))).published())
                .contains(Instant.parse("2026-11-01T12:00:00.500Z"));
    }

    @Test
    void aMessageWithoutDataIsEmpty() {
        assertThat(Delivery.of(Events.event("1", "{\"message\": {\"messageId\": \"1\"}}"))
                        .data())
                .isEmpty();
    }

    @Test
    void aMessageOfTenMegabytesIsRead() {
        byte[] data = "x".repeat(10_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Delivery.of(Events.message("1", data)).data()).hasSize(data.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not JSON",
                "{}",
                "{\"message\": {}}",
                "{\"message\": {\"messageId\": 1}}",
                "{\"message\": {\"messageId\": \"1\", \"data\": \"%%%\"}}",
                "{\"message\": {\"messageId\": \"1\", \"publishTime\": \"noon\"}}"
            })
    void whatIsNoPubSubMessageIsPoison(String json) {
        assertThatExceptionOfType(Poison.class).isThrownBy(() -> Delivery.of(Events.event("1", json)));
    }
}
