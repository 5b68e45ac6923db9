package dev.sallyport.chatops;

import static dev.sallyport.chatops.SomePolicy.ANNA_IN_CHAT;
import static dev.sallyport.chatops.SomePolicy.OLGA_IN_CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
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
    private static ChatSigner google;

    @BeforeAll
    static void open() {
        house = new ChatHouse(SomePolicy.TEXT, ChatHouse.AUDIENCE, Map.of("SALLYPORT_GOOGLE_CHAT_ACCOUNT", ACCOUNT));
        google = new ChatSigner("key-1");
        house.fakes().publish(google);
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
        JsonNode message = answer(AddOnEvents.command(ANNA_IN_CHAT, " repair shop", Instant.now()));

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
        answer(AddOnEvents.message(ANNA_IN_CHAT, "recheck shop", Instant.now()));

        assertThat(house.published())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.path("action").asText()).isEqualTo("recheck"));
    }

    @Test
    void aRefusalIsSeenByWhoAskedOnly() {
        JsonNode message = answer(AddOnEvents.command("users/7", "repair shop", Instant.now()));

        assertThat(message.path("text").asText()).contains("You may not");
        assertThat(message.at("/privateMessageViewer/name").asText()).isEqualTo("users/7");
        assertThat(house.published()).isEmpty();
    }

    @Test
    void aButtonCallsTheFunctionByItsUrl() {
        JsonNode asked = answer(AddOnEvents.command(ANNA_IN_CHAT, "destroy shop", Instant.now()));
        assertThat(asked.findValue("action").path("function").asText()).isEqualTo(ChatHouse.AUDIENCE);
        String ticket = asked.findValue("parameters").get(0).path("value").asText();

        assertThat(answer(AddOnEvents.pressed(ANNA_IN_CHAT, ticket, Instant.now()))
                        .path("text")
                        .asText())
                .contains("It takes somebody else");
        assertThat(house.published()).isEmpty();
        assertThat(answer(AddOnEvents.pressed(OLGA_IN_CHAT, ticket, Instant.now()))
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
        assertTurnedAway(call(event, google.bearer(ChatSigner.goodClaims(now))));
        assertTurnedAway(call(event, google.bearer(claims(now).put("email", ACCOUNT.replace("123", "321")))));
        assertTurnedAway(call(event, google.bearer(claims(now).put("email_verified", false))));
        assertTurnedAway(call(event, google.bearer(claims(now).put("aud", "https://elsewhere.example.com/"))));
        assertTurnedAway(call(event, google.bearer(claims(now).put("iss", ACCOUNT))));
        assertTurnedAway(call(event, google.bearer(claims(now.minusSeconds(3700)))));
        assertTurnedAway(call(event, new ChatSigner("key-1").bearer(claims(now))));
        assertThat(house.published()).isEmpty();
    }

    @Test
    void whatIsOldOrReplayedIsTurnedAway() {
        Instant now = Instant.now();
        ObjectNode event = AddOnEvents.command(ANNA_IN_CHAT, "repair shop", now);

        assertTurnedAway(call(AddOnEvents.command(ANNA_IN_CHAT, "repair shop", now.minusSeconds(301)), good()));
        assertThat(call(event, good()).statusCode()).isEqualTo(200);
        assertTurnedAway(call(event, good()));
        assertThat(house.published()).hasSize(1);
    }

    /** The message that is created, with nothing beside it. */
    private static JsonNode answer(ObjectNode event) {
        HttpResponse<String> answer = call(event, good());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = Json.read(answer.body().getBytes(UTF_8)).orElseThrow();
        assertThat(body.properties()).hasSize(1);
        JsonNode message = body.at("/hostAppDataAction/chatDataAction/createMessageAction/message");
        assertThat(message.path("text").asText()).hasSizeBetween(1, 4096);
        return message;
    }

    private static String good() {
        return google.bearer(claims(Instant.now()));
    }

    private static ObjectNode claims(Instant now) {
        return ChatSigner.goodClaims(now).put("email", ACCOUNT);
    }

    private static HttpResponse<String> call(ObjectNode event, String authorization) {
        return house.post("google-chat", Map.of("Authorization", authorization), Json.bytes(event));
    }

    private static void assertTurnedAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }
}
