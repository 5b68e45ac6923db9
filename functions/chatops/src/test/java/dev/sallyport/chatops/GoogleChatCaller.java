package dev.sallyport.chatops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;

/** Calls the function as Google Chat does, by its published rules. */
final class GoogleChatCaller {
    private static final String CHAT = "chat@system.gserviceaccount.com";

    private final ChatHouse house;
    private final ChatSigner google = new ChatSigner("key-1");
    private final String account;

    private GoogleChatCaller(ChatHouse house, String account) {
        this.house = house;
        this.account = account;
        house.fakes().publish(google);
    }

    /** For a Chat app that gets interaction events. */
    static GoogleChatCaller of(ChatHouse house) {
        return new GoogleChatCaller(house, CHAT);
    }

    /** For an app that is built as an add-on, whose tokens are of an account of its own. */
    static GoogleChatCaller ofAddOn(ChatHouse house, String account) {
        return new GoogleChatCaller(house, account);
    }

    /** The message that an event is answered with. */
    JsonNode answer(ObjectNode event) {
        HttpResponse<String> answer = call(event, good());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = Json.read(answer.body().getBytes(UTF_8)).orElseThrow();
        JsonNode message = account.equals(CHAT) ? body : inAddOn(body);
        GoogleChatLimits.check(message);
        return message;
    }

    /** Somebody says something to the app. */
    JsonNode said(String user, String text) {
        return answer(ChatEvents.message(user, text, Instant.now()));
    }

    HttpResponse<String> call(ObjectNode event, String authorization) {
        return house.post("google-chat", Map.of("Authorization", authorization), Json.bytes(event));
    }

    /** A token that is good now. */
    String good() {
        return bearer(claims(Instant.now()));
    }

    ObjectNode claims(Instant now) {
        return ChatSigner.goodClaims(now).put("email", account);
    }

    String bearer(ObjectNode claims) {
        return google.bearer(claims);
    }

    String bearer(ObjectNode claims, ObjectNode header) {
        return google.bearer(claims, header);
    }

    /** The value of a message's first button. */
    static String ticket(JsonNode message) {
        return message.findValue("parameters").get(0).path("value").asText();
    }

    static void assertTurnedAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    /** With nothing beside it. */
    private static JsonNode inAddOn(JsonNode body) {
        assertThat(body.properties()).hasSize(1);
        return body.at("/hostAppDataAction/chatDataAction/createMessageAction/message");
    }
}
