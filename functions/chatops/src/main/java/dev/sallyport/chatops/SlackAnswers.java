package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.chatops.SlackRequest.Press;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Answers the presses of buttons. What answers the request itself is shown to nobody, so the answer is posted to the
 * press's response URL, which takes five posts within 30 minutes
 * (docs.slack.dev/interactivity/handling-user-interaction). After that the bot speaks, if there is one.
 */
final class SlackAnswers {
    private static final System.Logger LOG = System.getLogger(SlackAnswers.class.getName());

    private static final String SLACK = "slack:";
    private static final int MOST_POSTS = 5;
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Office office;
    private final SlackDialect dialect = new SlackDialect();

    SlackAnswers(Office office) {
        this.office = office;
    }

    /** An answer that Slack does not take is lost, which the log tells; what was asked for is under way all the same. */
    void send(Press press, Reply reply) {
        if (!press.responseUrl().startsWith(office.settings().slackHooks())) {
            LOG.log(Level.WARNING, "an answer has no address at Slack to go to");
            return;
        }
        try {
            Reply answer = isSaidInThread(press, reply) ? reply.pointer() : reply;
            if (isOpen(press)) {
                respond(press, answer);
            } else {
                speak(press, answer);
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "an answer did not reach Slack: {0}", e.getMessage());
        }
    }

    /** Where a run has no thread, or Slack does not take it there, the answer is said where it was asked for. */
    private boolean isSaidInThread(Press press, Reply reply) {
        ChatSettings settings = office.settings();
        boolean hasThreads = settings.slackBotToken().isPresent()
                && settings.slackChannel()
                        .map(SLACK::concat)
                        .equals(Optional.of(press.asker().place()));
        if (!hasThreads || reply.thread().isEmpty()) {
            return false;
        }
        try {
            Optional<String> thread = office.notices()
                    .find(NotifySlackFunction.notice(reply.thread().get()));
            thread.ifPresent(
                    timestamp -> call("chat.postMessage", message(press, reply).put("thread_ts", timestamp)));
            return thread.isPresent();
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "an answer did not get into its thread: {0}", e.getMessage());
            return false;
        }
    }

    private boolean isOpen(Press press) {
        Instant now = office.now();
        boolean isOld = press.at() > 0
                && !now.isBefore(Instant.ofEpochSecond(press.at()).plus(LIFETIME));
        return !isOld && isPostLeft(press.responseUrl(), now);
    }

    /** Each post is noted before it is made, so that two instances never make six of five. */
    private boolean isPostLeft(String responseUrl, Instant now) {
        for (int post = 1; post <= MOST_POSTS; post++) {
            if (office.seen().isFirst("slack post " + post + " to " + responseUrl, now)) {
                return true;
            }
        }
        return false;
    }

    private void respond(Press press, Reply reply) {
        Rest.Answer answer = Rest.post(
                Rest.secretAddress(press.responseUrl()),
                Map.of(),
                SlackMessage.of(reply, dialect).put("replace_original", reply.isPublic()));
        if (!answer.isSuccess()) {
            LOG.log(Level.WARNING, "Slack answered {0} to an answer", answer.status());
        }
    }

    private void speak(Press press, Reply reply) {
        if (office.settings().slackBotToken().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "an answer was not sent: its address has run out, and SALLYPORT_SLACK_BOT_TOKEN is not set");
            return;
        }
        ObjectNode message = message(press, reply);
        if (reply.isPublic() && !press.message().isEmpty()) {
            call("chat.update", message.put("ts", press.message()));
        } else if (reply.isPublic()) {
            call("chat.postMessage", message);
        } else {
            call("chat.postEphemeral", message.put("user", id(press.asker().id())));
        }
    }

    private ObjectNode message(Press press, Reply reply) {
        ObjectNode message = SlackMessage.of(reply, dialect);
        message.remove("response_type");
        return message.put("channel", id(press.asker().place()));
    }

    private void call(String method, ObjectNode message) {
        office.slackApi(office.settings().slackBotToken().orElseThrow()).call(method, message);
    }

    private static String id(String prefixed) {
        return prefixed.substring(SLACK.length());
    }
}
