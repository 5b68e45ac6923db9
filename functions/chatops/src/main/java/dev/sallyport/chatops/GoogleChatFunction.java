package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Google Chat's events, as a Chat app gets them or as an add-on does. Whoever is not Google Chat gets 401 and not a word. */
public final class GoogleChatFunction implements HttpFunction {
    private static final System.Logger LOG = System.getLogger(GoogleChatFunction.class.getName());
    private static final String INVOCATION = "/sallyport";

    private final Office office;
    private final Optional<ChatToken> tokens;
    private final GoogleChatDialect dialect = new GoogleChatDialect();

    public GoogleChatFunction() {
        this(new Office(ChatSettings.ofEnvironment(), InstantSource.system()));
    }

    GoogleChatFunction(Office office) {
        this.office = office;
        tokens = office.settings()
                .chatAudience()
                .map(audience -> new ChatToken(
                        audience,
                        office.settings().chatAccount().orElse(ChatToken.CHAT),
                        new ChatKeys(audience, office.settings().chatKeys())));
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        byte[] body = Chat.body(request);
        Optional<ChatEvent> event = ChatEvent.read(body);
        if (!Chat.isAdmitted(
                "Google Chat", () -> fault(request.getFirstHeader("Authorization"), event, body), response)) {
            return;
        }
        Reply reply = Chat.reply(() -> answer(event.orElseThrow()));
        Reply answer = isSaidInThread(event.orElseThrow(), reply) ? reply.pointer() : reply;
        Chat.send(response, message(answer, event.orElseThrow()));
    }

    private ObjectNode message(Reply reply, ChatEvent event) {
        ObjectNode message = GoogleChatMessage.of(reply, event, dialect, function(event));
        return event.isAddOn() ? GoogleChatMessage.inAddOn(message) : message;
    }

    /** The buttons of an add-on call the function by its URL. */
    private String function(ChatEvent event) {
        return event.isAddOn() ? office.settings().chatAudience().orElseThrow() : GoogleChatMessage.FUNCTION;
    }

    /** What answers the event goes into the thread of the event; only what the app says by itself goes into another. */
    private boolean isSaidInThread(ChatEvent event, Reply reply) {
        Optional<String> space = office.settings().chatBot().space();
        boolean isThere =
                space.map("chat:"::concat).equals(Optional.of(event.asker().place()));
        if (!isThere || reply.thread().isEmpty()) {
            return false;
        }
        String run = reply.thread().get();
        try {
            boolean hasThread =
                    office.notices().find(GoogleChatRuns.notice(run)).isPresent();
            if (hasThread) {
                ObjectNode message = GoogleChatMessage.of(reply, dialect, function(event));
                office.chatApi().create(space.get(), message, run, event.requestId());
            }
            return hasThread;
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "an answer did not get into its thread: {0}", e.getMessage());
            return false;
        }
    }

    /** The token says nothing of the event, so an event is believed once, and only while it is fresh. */
    private Optional<String> fault(Optional<String> authorization, Optional<ChatEvent> event, byte[] body) {
        Instant now = office.now();
        if (tokens.isEmpty()) {
            return Optional.of("SALLYPORT_GOOGLE_CHAT_AUDIENCE is not set");
        }
        Optional<String> fault = tokens.get().fault(authorization, now);
        if (fault.isPresent()) {
            return fault;
        }
        if (event.isEmpty()) {
            return Optional.of("it is no event of Google Chat");
        }
        return event.get()
                .staleness(now)
                .or(() -> office.seen().isFirst("chat " + new String(body, StandardCharsets.ISO_8859_1), now)
                        ? Optional.empty()
                        : Optional.of("it has been here before"));
    }

    private Reply answer(ChatEvent event) {
        return switch (event.kind()) {
            case COMMAND -> office.desk().answer(event.asker(), event.text(), event.requestId(), dialect, INVOCATION);
            case PRESS -> office.desk().press(event.asker(), event.text(), dialect);
            case OTHER ->
                Reply.toAsker("Sallyport is here", "`" + INVOCATION + " help` tells what there is to ask for.");
        };
    }
}
