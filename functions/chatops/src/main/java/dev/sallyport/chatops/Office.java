package dev.sallyport.chatops;

import java.time.Instant;
import java.time.InstantSource;

/** What both functions work with. Nothing is called before it is used, so that a start costs nothing but itself. */
final class Office {
    private final ChatSettings settings;
    private final InstantSource time;
    private final GoogleApis google;
    private final Secrets secrets;
    private final SeenRequests seen;
    private final Notices notices;
    private final GoogleChatApi chatApi;
    private final Desk desk;

    /**
     * @throws IllegalArgumentException if the policy cannot be read
     */
    Office(ChatSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        MetadataTokens tokens = new MetadataTokens(settings.chatBot().metadataHost(), time);
        google = new GoogleApis(settings.apiEndpoint(), tokens);
        chatApi = new GoogleChatApi(tokens, settings.chatBot().api());
        notices = new Notices(google, settings.project());
        secrets = new Secrets(google, time);
        seen = new SeenRequests(google, settings.project());
        Policy policy = settings.policy().map(PolicyReader::read).orElse(Policy.NOTHING);
        Buttons buttons = new Buttons(settings.buttonKey().map(key -> new Seal(secrets, key)), time);
        DeploymentReader deployments = new DeploymentReader(google, settings.project());
        RequestTopic requests = new RequestTopic(google, settings.project());
        Standing standing = new Standing(deployments, policy, buttons, time);
        desk = new Desk(
                policy,
                new Deeds(policy, requests, standing, buttons, seen, time),
                new PlanView(deployments, buttons),
                buttons);
    }

    ChatSettings settings() {
        return settings;
    }

    Instant now() {
        return time.instant();
    }

    SlackApi slackApi(String token) {
        return new SlackApi(secrets, token, settings.slackApi());
    }

    GoogleChatApi chatApi() {
        return chatApi;
    }

    /** Where the messages of runs are, as the functions that notify have kept it. */
    Notices notices() {
        return notices;
    }

    Secrets secrets() {
        return secrets;
    }

    SeenRequests seen() {
        return seen;
    }

    Desk desk() {
        return desk;
    }
}
