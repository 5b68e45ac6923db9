package dev.sallyport.chatops;

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

/** Google Chat's events for an app that is built as a Google Workspace add-on. */
class GoogleChatAddOnTest {
    private static final String ACCOUNT = "service-1234567890@gcp-sa-gsuiteaddons.iam.gserviceaccount.com";

    private static ChatHouse house;
    private static GoogleChatCaller google;

    @BeforeAll
    static void open() {
        house = new ChatHouse(SomePolicy.TEXT, ChatHouse.AUDIENCE, Map.of("SALLYPORT_GOOGLE_CHAT_ACCOUNT", ACCOUNT));
        google = GoogleChatCaller.ofAddOn(house, ACCOUNT);
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
    void aSlashCommandIsPublishedAndAnsweredWithAMessage() {
        JsonNode message = google.answer(AddOnEvents.command(ANNA_IN_CHAT, " repair shop", Instant.now()));

        assertThat(message.path("text").asText()).startsWith("*`repair shop` is on its way*");
        assertThat(message.has("privateMessageViewer")).isFalse();
        assertThat(house.published()).singleElement().satisfies(request -> {
            assertThat(request.path("action").asText()).isEqualTo("repair");
            assertThat(request.path("by").asText()).isEqualTo("Anna (chat:users/1001) in chat:spaces/AAA");
            assertThat(request.path("requestId").asText()).matches("chat-[0-9a-f]{32}");
        });
    }

    @Test
    void aMessageToTheAppIsACommandToo() {
        google.answer(AddOnEvents.message(ANNA_IN_CHAT, "recheck shop", Instant.now()));

        assertThat(house.published())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.path("action").asText()).isEqualTo("recheck"));
    }

    @Test
    void aRefusalIsSeenByWhoAskedOnly() {
        JsonNode message = google.answer(AddOnEvents.command("users/7", "repair shop", Instant.now()));

        assertThat(message.path("text").asText()).contains("You may not");
        assertThat(message.at("/privateMessageViewer/name").asText()).isEqualTo("users/7");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void aButtonCallsTheFunctionByItsUrl() {
        JsonNode asked = google.answer(AddOnEvents.command(ANNA_IN_CHAT, "destroy shop", Instant.now()));
        assertThat(asked.findValue("action").path("function").asText()).isEqualTo(ChatHouse.AUDIENCE);
        String ticket = GoogleChatCaller.ticket(asked);

        assertThat(google.answer(AddOnEvents.pressed(ANNA_IN_CHAT, ticket, Instant.now()))
                        .path("text")
                        .asText())
                .contains("It takes somebody else");
        assertThat(house.published()).isEmpty();
        assertThat(google.answer(AddOnEvents.pressed(OLGA_IN_CHAT, ticket, Instant.now()))
                        .path("text")
                        .asText())
                .contains("is on its way");
        assertThat(house.published()).hasSize(1);
    }

    @Test
    void whoeverIsNotThisAddOnIsTurnedAwayWithoutAWord() {
        Instant now = Instant.now();
        ObjectNode event = AddOnEvents.command(ANNA_IN_CHAT, "repair shop", now);

        assertTurnedAway(house.post("google-chat", Map.of(), Json.bytes(event)));
        assertTurnedAway(google.call(event, google.bearer(ChatSigner.goodClaims(now))));
        assertTurnedAway(google.call(
                event, google.bearer(google.claims(now).put("email", ACCOUNT.replace("123", "321")))));
        assertTurnedAway(google.call(event, google.bearer(google.claims(now).put("email_verified", false))));
        assertTurnedAway(
                google.call(event, google.bearer(google.claims(now).put("aud", "https://elsewhere.example.com/"))));
        assertTurnedAway(google.call(event, google.bearer(google.claims(now).put("iss", ACCOUNT))));
        assertTurnedAway(google.call(event, google.bearer(google.claims(now.minusSeconds(3700)))));
        assertTurnedAway(google.call(event, new ChatSigner("key-1").bearer(google.claims(now))));
        assertThat(house.published()).isEmpty();
    }

    @Test
    void whatIsOldOrReplayedIsTurnedAway() {
        Instant now = Instant.now();
        ObjectNode event = AddOnEvents.command(ANNA_IN_CHAT, "repair shop", now);

        assertTurnedAway(
                google.call(AddOnEvents.command(ANNA_IN_CHAT, "repair shop", now.minusSeconds(301)), google.good()));
        assertThat(google.call(event, google.good()).statusCode()).isEqualTo(200);
        assertTurnedAway(google.call(event, google.good()));
        assertThat(house.published()).hasSize(1);
    }
}
