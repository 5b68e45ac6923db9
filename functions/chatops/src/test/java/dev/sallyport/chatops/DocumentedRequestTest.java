package dev.sallyport.chatops;

import static dev.sallyport.chatops.DocumentedRequest.BODY;
import static dev.sallyport.chatops.DocumentedRequest.SIGNATURE;
import static dev.sallyport.chatops.DocumentedRequest.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Slack's own example, over HTTP, to the function as it is hosted; only that it takes the time for July 2018. */
class DocumentedRequestTest {
    private static ChatHouse house;

    @BeforeAll
    static void open() {
        house = new ChatHouse(SomePolicy.TEXT);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void itIsAnsweredAndTurnedAwayWhenItComesAgain() {
        HttpResponse<String> answer = call(BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode message = Json.read(answer.body().getBytes(UTF_8)).orElseThrow();
        SlackLimits.check(message);
        assertThat(message.toString()).contains("What you can ask for here", "`/webhook-collect status shop`");
        assertThat(call(BODY).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherBodyIsTurnedAway() {
        assertThat(call(BODY.replace("text=", "text=list")).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> call(String body) {
        return new SlackCaller(house).call("slack-of-2018", body.getBytes(UTF_8), TIMESTAMP, SIGNATURE);
    }
}
