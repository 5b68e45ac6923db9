package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Slack's methods, called as the app's bot (docs.slack.dev/reference/methods). */
final class SlackApi {
    private final Secrets secrets;
    private final String token;
    private final String address;

    /**
     * @param token the version of the secret that holds the bot's token
     * @param address what the addresses of methods begin with
     */
    SlackApi(Secrets secrets, String token, String address) {
        this.secrets = secrets;
        this.token = token;
        this.address = address;
    }

    /**
     * The message's timestamp, by which Slack knows it.
     *
     * @throws IllegalStateException if Slack does not do it
     */
    String call(String method, JsonNode body) {
        String bearer = new String(secrets.value(token), StandardCharsets.UTF_8);
        Rest.Answer answer = Rest.post(URI.create(address + method), Map.of("Authorization", "Bearer " + bearer), body);
        if (!answer.isSuccess() || !answer.body().path("ok").asBoolean()) {
            throw new IllegalStateException("Slack answered " + answer.status() + " to " + method + ": "
                    + answer.body().path("error").asText("no reason"));
        }
        return answer.body().path("ts").asText();
    }
}
