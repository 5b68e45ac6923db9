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
            desk.finding(event).ifPresent(this::say);
        }
    }

    private void show(News news) {
        String id = "slack-" + news.run();
        ObjectNode message = message(desk.standing().run(news, dialect));
        Optional<String> posted = desk.notices().find(id);
        if (posted.isPresent()) {
            call("chat.update", message.put("ts", posted.get()));
        } else {
            desk.once(id, () -> call("chat.postMessage", message));
        }
    }

    /** In the run's thread, and in the channel as well: nobody looks into the thread of a run that is long over. */
    private void say(FindingNotice finding) {
        desk.once("slack-" + finding.id(), () -> {
            ObjectNode message = message(finding.reply(desk.buttons(), dialect));
            desk.notices()
                    .find("slack-" + finding.run())
                    .ifPresent(thread -> message.put("thread_ts", thread).put("reply_broadcast", true));
            return call("chat.postMessage", message);
        });
    }

    private ObjectNode message(Reply reply) {
        ObjectNode message = SlackMessage.of(reply, dialect);
        message.remove("response_type");
        return message.put("channel", desk.settings().slackChannel().orElseThrow());
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
