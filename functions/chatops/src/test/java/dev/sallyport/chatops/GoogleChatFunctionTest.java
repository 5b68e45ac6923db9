package dev.sallyport.chatops;

import static dev.sallyport.chatops.ChatEvents.message;
import static dev.sallyport.chatops.ChatEvents.pressed;
import static dev.sallyport.chatops.GoogleChatCaller.assertTurnedAway;
import static dev.sallyport.chatops.SomePolicy.ANNA_IN_CHAT;
import static dev.sallyport.chatops.SomePolicy.OLGA_IN_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Google Chat's events over HTTP, with the function hosted as it is deployed. */
class GoogleChatFunctionTest {
    private static ChatHouse house;
    private static GoogleChatCaller google;

    @BeforeAll
    static void open() {
        house = new ChatHouse(SomePolicy.TEXT);
        google = GoogleChatCaller.of(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void nothingIsPublishedYet() {
        house.published();
    }

    @Test
    void aCommandIsPublishedWithWhoAskedForItAndWhere() {
        JsonNode answer = google.said(ANNA_IN_CHAT, " repair shop");

        assertThat(answer.path("text").asText()).startsWith("*`repair shop` is on its way*");
        assertThat(answer.has("privateMessageViewer")).isFalse();
        assertThat(house.published()).singleElement().satisfies(request -> {
            assertThat(request.path("action").asText()).isEqualTo("repair");
            assertThat(request.path("by").asText()).isEqualTo("Anna (chat:users/1001) in chat:spaces/AAA");
            assertThat(request.path("requestId").asText()).matches("chat-[0-9a-f]{32}");
        });
    }

    @Test
    void aRefusalIsSeenByWhoAskedOnly() {
        JsonNode answer = google.said("users/7", "repair shop");

        assertThat(answer.path("text").asText()).contains("You may not").contains("<users/1002>");
        assertThat(answer.at("/privateMessageViewer/name").asText()).isEqualTo("users/7");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void destroyingTakesASecondPersonWhateverChatTheFirstIsIn() {
        JsonNode asked = google.said(ANNA_IN_CHAT, "destroy shop");
        String ticket = GoogleChatCaller.ticket(asked);

        assertThat(google.answer(pressed(ANNA_IN_CHAT, ticket, Instant.now()))
                        .path("text")
                        .asText())
                .contains("It takes somebody else");
        assertThat(new SlackCaller(house)
                        .press(SomePolicy.ANNA, SomePolicy.OPERATIONS, ticket)
                        .toString())
                .contains("It takes somebody else");
        assertThat(house.published()).isEmpty();
        assertThat(google.answer(pressed(OLGA_IN_CHAT, ticket, Instant.now()))
                        .path("text")
                        .asText())
                .contains("is on its way");
        assertThat(house.published()).hasSize(1);
    }

    @Test
    void whoeverIsNotGoogleChatIsTurnedAwayWithoutAWord() {
        Instant now = Instant.now();
        ObjectNode event = message(ANNA_IN_CHAT, "repair shop", now);

        assertTurnedAway(house.post("google-chat", Map.of(), Json.bytes(event)));
        assertTurnedAway(google.call(event, "Bearer nothing"));
        assertTurnedAway(google.call(event, "Bearer a.b.c"));
        assertTurnedAway(google.call(
                event, google.bearer(ChatSigner.goodClaims(now).put("aud", "https://elsewhere.example.com/"))));
        assertTurnedAway(google.call(
                event, google.bearer(ChatSigner.goodClaims(now).put("iss", "https://elsewhere.example.com/"))));
        assertTurnedAway(
                google.call(event, google.bearer(ChatSigner.goodClaims(now).put("email", "me@example.com"))));
        assertTurnedAway(
                google.call(event, google.bearer(ChatSigner.goodClaims(now).put("email_verified", false))));
        assertTurnedAway(google.call(event, google.bearer(ChatSigner.goodClaims(now.minusSeconds(3700)))));
        assertTurnedAway(google.call(event, google.bearer(ChatSigner.goodClaims(now.plusSeconds(120)))));
        assertTurnedAway(google.call(event, new ChatSigner("key-1").bearer(ChatSigner.goodClaims(now))));
        assertTurnedAway(google.call(event, new ChatSigner("key-9").bearer(ChatSigner.goodClaims(now))));
        assertTurnedAway(google.call(
                event,
                google.bearer(
                        ChatSigner.goodClaims(now),
                        Json.object().put("alg", "none").put("kid", "key-1"))));
        assertThat(house.published()).isEmpty();
    }

    @Test
    void whatIsOldOrReplayedIsTurnedAway() {
        Instant now = Instant.now();
        ObjectNode event = message(ANNA_IN_CHAT, "repair shop", now);

        assertTurnedAway(google.call(message(ANNA_IN_CHAT, "repair shop", now.minusSeconds(301)), google.good()));
        assertThat(google.call(event, google.good()).statusCode()).isEqualTo(200);
        assertTurnedAway(google.call(event, google.good()));
        assertThat(house.published()).hasSize(1);
    }

    /** Chat's service account signs itself where the audience is the project's number. */
    @Test
    void aTokenOfChatsServiceAccountIsForTheProjectsNumber() {
        try (ChatHouse other = new ChatHouse(SomePolicy.TEXT, "1234567890")) {
            GoogleChatCaller otherGoogle = GoogleChatCaller.of(other);
            Instant now = Instant.now();
            ObjectNode claims = Json.object()
                    .put("iss", "chat@system.gserviceaccount.com")
                    .put("aud", "1234567890")
                    .put("iat", now.getEpochSecond())
                    .put("exp", now.getEpochSecond() + 3600);
            byte[] event = Json.bytes(message(ANNA_IN_CHAT, "repair shop", now));

            assertThat(other.post("google-chat", Map.of("Authorization", otherGoogle.bearer(claims)), event)
                            .statusCode())
                    .isEqualTo(200);
            assertTurnedAway(other.post(
                    "google-chat",
                    Map.of(
                            "Authorization",
                            otherGoogle.bearer(ChatSigner.goodClaims(now).put("aud", "1234567890"))),
                    event));
        }
    }
}
