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
    private final Desk desk;

    /**
     * @throws IllegalArgumentException if the policy cannot be read
     */
    Office(ChatSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        google = new GoogleApis(settings.apiEndpoint(), time);
        secrets = new Secrets(google, time);
        seen = new SeenRequests(google, settings.project());
        Policy policy = settings.policy().map(PolicyReader::read).orElse(Policy.NOTHING);
        desk = new Desk(
                policy,
                new RequestTopic(google, settings.project()),
                new Standing(new DeploymentReader(google, settings.project()), policy, time),
                settings.buttonKey().map(key -> new Seal(secrets, key)),
                time);
    }

    ChatSettings settings() {
        return settings;
    }

    Instant now() {
        return time.instant();
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
