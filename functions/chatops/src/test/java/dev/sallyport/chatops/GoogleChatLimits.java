package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What Google publishes of the messages that Chat takes
 * (developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages): members, forms and sizes.
 */
final class GoogleChatLimits {
    private static final int MOST_BYTES = 32_000;
    private static final Set<String> MEMBERS = Set.of("text", "cardsV2", "thread", "privateMessageViewer");

    private GoogleChatLimits() {}

    /** Of a message by any way. */
    static void check(JsonNode message) {
        assertThat(Json.bytes(message)).hasSizeLessThanOrEqualTo(MOST_BYTES);
        assertThat(message.properties())
                .allSatisfy(member -> assertThat(member.getKey()).isIn(MEMBERS));
        assertThat(message.path("text").asText()).hasSizeBetween(1, 4096);
        message.path("cardsV2").forEach(GoogleChatLimits::checkCard);
        if (message.has("thread")) {
            assertThat(message.at("/thread/threadKey").asText()).hasSizeBetween(1, 4000);
        }
        if (message.has("privateMessageViewer")) {
            assertThat(message.at("/privateMessageViewer/name").asText()).matches("users/.+");
        }
    }

    /** An incoming webhook takes no card with buttons that call anybody, and shows what it posts to everybody. */
    static void checkWebhook(JsonNode message) {
        check(message);
        assertThat(message.has("cardsV2")).isFalse();
        assertThat(message.has("privateMessageViewer")).isFalse();
    }

    private static void checkCard(JsonNode card) {
        assertThat(card.path("cardId").asText()).isNotBlank();
        card.at("/card/sections")
                .forEach(section -> section.path("widgets").forEach(widget -> {
                    assertThat(widget.has("buttonList")).isTrue();
                    widget.at("/buttonList/buttons").forEach(GoogleChatLimits::checkButton);
                }));
    }

    private static void checkButton(JsonNode button) {
        assertThat(button.path("text").asText()).isNotBlank();
        assertThat(button.at("/onClick/action/function").asText()).isNotBlank();
        button.at("/onClick/action/parameters").forEach(parameter -> {
            assertThat(parameter.path("key").asText()).isNotBlank();
            assertThat(parameter.path("value").isTextual()).isTrue();
        });
    }
}
