package dev.sallyport.chatops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the functions that notify work with. */
final class NewsDesk {
    /** What else a message may name has no document. */
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private final NotifySettings settings;
    private final InstantSource time;
    private final GoogleChatApi chatApi;
    private final Secrets secrets;
    private final DeploymentReader deployments;
    private final Notices notices;
    private final Buttons buttons;
    private final Standing standing;

    NewsDesk(NotifySettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        MetadataTokens tokens = new MetadataTokens(settings.chatBot().metadataHost(), time);
        GoogleApis google = new GoogleApis(settings.apiEndpoint(), tokens);
        chatApi = new GoogleChatApi(tokens, settings.chatBot().api());
        secrets = new Secrets(google, time);
        deployments = new DeploymentReader(google, settings.project());
        notices = new Notices(google, settings.project());
        buttons = new Buttons(settings.buttonKey().map(key -> new Seal(secrets, key)), time);
        standing = new Standing(deployments, Policy.NOTHING, buttons, time);
    }

    NotifySettings settings() {
        return settings;
    }

    Instant now() {
        return time.instant();
    }

    Secrets secrets() {
        return secrets;
    }

    GoogleChatApi chatApi() {
        return chatApi;
    }

    Notices notices() {
        return notices;
    }

    /** Sends a notice unless it was sent; what {@code send} returns is kept. */
    void once(String id, Supplier<String> send) {
        notices.once(id, time, send);
    }

    Standing standing() {
        return standing;
    }

    Buttons buttons() {
        return buttons;
    }

    /**
     * How the deployment stands that a message is about; nothing if it has gone on to another generation, is no more, or the
     * message tells of something else.
     */
    Optional<News> read(CloudEvent event) {
        JsonNode told = told(event);
        String name = told.path("deployment").asText();
        return !NAME.matcher(name).matches() || told.has("kind")
                ? Optional.empty()
                : deployments
                        .one(name)
                        .map(News::new)
                        .filter(news ->
                                news.generation() == told.path("generation").asLong());
    }

    /** The finding that a message tells of, if it does. */
    Optional<FindingNotice> finding(CloudEvent event) {
        return FindingNotice.read(told(event));
    }

    /** The refusal that a message tells of, if it does. */
    Optional<RefusalNotice> refusal(CloudEvent event) {
        return RefusalNotice.read(told(event));
    }

    private static JsonNode told(CloudEvent event) {
        JsonNode message = event.getData() == null
                ? MissingNode.getInstance()
                : Json.read(event.getData().toBytes()).orElse(MissingNode.getInstance());
        return decoded(message.at("/message/data").asText());
    }

    private static JsonNode decoded(String data) {
        try {
            return Json.read(Base64.getDecoder().decode(data)).orElse(MissingNode.getInstance());
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }
}
