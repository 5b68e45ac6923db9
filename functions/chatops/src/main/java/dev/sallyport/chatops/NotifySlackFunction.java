package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Keeps one message for each run in a channel of Slack's, and changes it as stages finish. */
public final class NotifySlackFunction implements CloudEventsFunction {
    private final NewsDesk desk;
    private final SlackDialect dialect = new SlackDialect();

    public NotifySlackFunction() {
        this(new NewsDesk(NotifySettings.ofEnvironment(), InstantSource.system()));
    }

    NotifySlackFunction(NewsDesk desk) {
        this.desk = desk;
    }

    /** Throws whatever may be different next time, so that the message comes again. */
    @Override
    public void accept(CloudEvent event) {
        NotifySettings settings = desk.settings();
        if (settings.slackBotToken().isPresent() && settings.slackChannel().isPresent()) {
            desk.read(event).ifPresent(this::show);
        }
    }

    private void show(News news) {
        String id = "slack-" + news.run();
        Optional<String> posted = desk.notices().find(id);
        ObjectNode message = SlackMessage.of(desk.standing().run(news, dialect), dialect);
        message.remove("response_type");
        message.put("channel", desk.settings().slackChannel().orElseThrow());
        if (posted.isPresent()) {
            call("chat.update", message.put("ts", posted.get()));
        } else if (desk.notices().claim(id, desk.now())) {
            desk.notices().keep(id, call("chat.postMessage", message), desk.now());
        } else {
            throw new IllegalStateException(
                    "the message of " + news.run() + " is being posted; it can be changed then");
        }
    }

    /** The message's timestamp, by which Slack knows it. */
    private String call(String method, ObjectNode body) {
        byte[] token = desk.secrets().value(desk.settings().slackBotToken().orElseThrow());
        Rest.Answer answer = Rest.post(
                URI.create(desk.settings().slackApi() + method),
                Map.of("Authorization", "Bearer " + new String(token, StandardCharsets.UTF_8)),
                body);
        if (!answer.isSuccess() || !answer.body().path("ok").asBoolean()) {
            throw new IllegalStateException("Slack answered " + answer.status() + " to " + method + ": "
                    + answer.body().path("error").asText("no reason"));
        }
        return answer.body().path("ts").asText();
    }
}
