package dev.sallyport.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.failure.Poison;
import dev.sallyport.testing.Events;
import java.nio.charset.StandardCharsets;
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
                "{\"message\": {\"messageId\": \"1\", \"data\": \"%%%\"}}"
            })
    void whatIsNoPubSubMessageIsPoison(String json) {
        assertThatExceptionOfType(Poison.class).isThrownBy(() -> Delivery.of(Events.event("1", json)));
    }
}
