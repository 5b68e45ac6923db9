package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;
import java.time.InstantSource;
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
            desk.finding(event)
                    .ifPresent(finding -> say(finding.id(), finding.run(), finding.reply(desk.buttons(), dialect)));
            desk.refusal(event)
                    .ifPresent(refusal -> desk.once(
                            notice(refusal.id()), () -> call("chat.postMessage", message(refusal.reply(dialect)))));
        }
    }

    /** Under what the timestamp of a message is kept. */
    static String notice(String what) {
        return "slack-" + what;
    }

    private void show(News news) {
        String id = notice(news.run());
        ObjectNode message = message(desk.standing().run(news, dialect));
        Optional<String> posted = desk.notices().find(id);
        if (posted.isPresent()) {
            call("chat.update", message.put("ts", posted.get()));
        } else {
            desk.once(id, () -> call("chat.postMessage", message));
        }
        news.failed()
                .forEach(stage ->
                        say(news.failure(stage), news.run(), desk.standing().failure(news, stage, dialect)));
    }

    /**
     * In the run's thread, and in the channel as well: nobody looks into the thread of a run that is long over, and nobody is
     * called by a message that changes.
     */
    private void say(String id, String run, Reply reply) {
        desk.once(notice(id), () -> {
            ObjectNode message = message(reply);
            desk.notices()
                    .find(notice(run))
                    .ifPresent(thread -> message.put("thread_ts", thread).put("reply_broadcast", true));
            return call("chat.postMessage", message);
        });
    }

    private ObjectNode message(Reply reply) {
        ObjectNode message = SlackMessage.of(reply, dialect);
        message.remove("response_type");
        return message.put("channel", desk.settings().slackChannel().orElseThrow());
    }

    private String call(String method, ObjectNode body) {
        NotifySettings settings = desk.settings();
        return new SlackApi(desk.secrets(), settings.slackBotToken().orElseThrow(), settings.slackApi())
                .call(method, body);
    }
}
