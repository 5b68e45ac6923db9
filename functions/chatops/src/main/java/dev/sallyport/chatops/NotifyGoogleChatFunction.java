package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.CloudEventsFunction;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a space of Google Chat of runs and of what was found since, in a thread for each run: as the app itself, which can
 * change what it has said, or by the space's incoming webhook when a run begins and when it has come to its end.
 */
public final class NotifyGoogleChatFunction implements CloudEventsFunction {
    private final NewsDesk desk;
    private final GoogleChatDialect dialect = new GoogleChatDialect();

    public NotifyGoogleChatFunction() {
        this(new NewsDesk(NotifySettings.ofEnvironment(), InstantSource.system()));
    }

    NotifyGoogleChatFunction(NewsDesk desk) {
        this.desk = desk;
    }

    /** Throws whatever may be different next time, so that the message comes again. */
    @Override
    public void accept(CloudEvent event) {
        Optional<String> space = desk.settings().chatBot().space();
        if (space.isPresent()) {
            GoogleChatRuns runs = new GoogleChatRuns(desk, space.get());
            desk.read(event).ifPresent(runs::show);
            desk.finding(event).ifPresent(runs::show);
            desk.refusal(event).ifPresent(runs::show);
        } else if (desk.settings().chatWebhook().isPresent()) {
            desk.read(event)
                    .filter(news -> news.isBeginning() || news.isEnd())
                    .ifPresent(news -> say(
                            news.run() + "-" + news.moment(),
                            news.run(),
                            desk.standing().run(news, dialect)));
            desk.finding(event)
                    .ifPresent(finding -> say(finding.id(), finding.run(), finding.reply(desk.buttons(), dialect)));
            desk.refusal(event).ifPresent(refusal -> say(refusal.id(), refusal.id(), refusal.reply(dialect)));
        }
    }

    private void say(String id, String run, Reply reply) {
        desk.once("chat-" + id, () -> {
            ObjectNode message = GoogleChatMessage.text(reply, dialect);
            message.putObject("thread").put("threadKey", run);
            Rest.Answer answer = Rest.post(address(), Map.of(), message);
            if (!answer.isSuccess()) {
                throw new IllegalStateException("Google Chat answered " + answer.status() + " to a message");
            }
            return "sent";
        });
    }

    private URI address() {
        byte[] webhook = desk.secrets().value(desk.settings().chatWebhook().orElseThrow());
        return Rest.secretAddress(new String(webhook, StandardCharsets.UTF_8)
                + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD");
    }
}
