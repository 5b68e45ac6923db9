package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Google Chat's events, as a Chat app gets them or as an add-on does. Whoever is not Google Chat gets 401 and not a word. */
public final class GoogleChatFunction implements HttpFunction {
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
        Chat.send(response, message(reply, event.orElseThrow()));
    }

    /** The buttons of an add-on call the function by its URL. */
    private ObjectNode message(Reply reply, ChatEvent event) {
        return event.isAddOn()
                ? GoogleChatMessage.inAddOn(GoogleChatMessage.of(
                        reply, event, dialect, office.settings().chatAudience().orElseThrow()))
                : GoogleChatMessage.of(reply, event, dialect, "press");
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
