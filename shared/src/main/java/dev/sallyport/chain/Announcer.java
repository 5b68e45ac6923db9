package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.google.TopicPublisher;
import java.util.Collection;
import java.util.Map;

/** Tells stages that they are ready. Telling one twice is harmless; its claim sorts that out. */
public final class Announcer {
    private final TopicPublisher publisher;

    Announcer(TopicPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @throws dev.sallyport.failure.Retryable if a message cannot be published
     */
    public void announce(Deployment deployment, Collection<StageName> ready) {
        announce(new StageMessage(deployment.name(), deployment.generation(), deployment.direction()), ready);
    }

    void announce(StageMessage message, Collection<StageName> ready) {
        publisher.publish(ready.stream()
                .map(stage -> new TopicPublisher.Message(Topics.of(stage), message.write(), Map.of()))
                .toList());
    }
}
