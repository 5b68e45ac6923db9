package dev.sallyport.chatops;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.sallyport.chatops.SlackRequest.Press;
import dev.sallyport.chatops.SlackRequest.SlashCommand;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Slack's slash command and the buttons of its messages. Slack waits three seconds, so this does no more than look who
 * is calling and publish. Whoever is not Slack gets 401 and not a word.
 */
public final class SlackFunction implements HttpFunction {
    private final Office office;
    private final SlackAnswers answers;
    private final SlackDialect dialect = new SlackDialect();

    public SlackFunction() {
        this(new Office(ChatSettings.ofEnvironment(), InstantSource.system()));
    }

    SlackFunction(Office office) {
        this.office = office;
        answers = new SlackAnswers(office);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        byte[] body = Chat.body(request);
        SlackSignature signature = new SlackSignature(
                request.getFirstHeader("X-Slack-Request-Timestamp"), request.getFirstHeader("X-Slack-Signature"));
        if (!Chat.isAdmitted("Slack", () -> fault(signature, body), response)) {
            return;
        }
        Optional<SlackRequest> read = SlackRequest.read(body);
        if (read.isPresent()) {
            answer(read.get(), response);
        }
    }

    private Optional<String> fault(SlackSignature signature, byte[] body) {
        Optional<String> secret = office.settings().slackSigningSecret();
        if (secret.isEmpty()) {
            return Optional.of("SALLYPORT_SLACK_SIGNING_SECRET is not set");
        }
        Instant now = office.now();
        return signature
                .fault(body, () -> office.secrets().value(secret.get()), now)
                .or(() -> office.seen().isFirst("slack " + signature.signature().orElseThrow(), now)
                        ? Optional.empty()
                        : Optional.of("it has been here before"));
    }

    private void answer(SlackRequest request, HttpResponse response) throws IOException {
        if (request instanceof SlashCommand command) {
            Reply reply = Chat.reply(() -> office.desk()
                    .answer(command.asker(), command.text(), command.requestId(), dialect, command.command()));
            Chat.send(response, SlackMessage.of(reply, dialect));
        } else if (request instanceof Press press) {
            Reply reply = Chat.reply(() -> office.desk().press(press.asker(), press.value(), dialect));
            answers.send(press, reply);
        }
    }
}
