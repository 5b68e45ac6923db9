package dev.sallyport.chain;

import dev.sallyport.blueprint.StageName;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.FindingNews;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.TopicPublisher;
import java.util.Collection;
import java.util.Map;

/**
 * Tells stages that they are ready, and whoever wants to know that something has come of a deployment. Telling a stage twice
 * is harmless; its claim sorts that out.
 */
public final class Announcer {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

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
        tell(message);
    }

    /** Says that something has come of a deployment; what it is stands in its document. */
    void tell(Deployment deployment) {
        tell(new StageMessage(deployment.name(), deployment.generation(), deployment.direction()));
    }

    /** Says what has become of a finding. Whoever listens tells people once, however often it is said. */
    public void tell(String deployment, long generation, FindingNews news) {
        publish(deployment, new FindingMessage(deployment, generation, news).write());
    }

    /** Says that a request was refused, and why. Whoever listens tells people once, however often it is said. */
    public void tellRefused(String deployment, RequestMessage request, String reason) {
        publish(deployment, new RefusalMessage(deployment, request, reason).write());
    }

    private void tell(StageMessage message) {
        publish(message.deployment(), message.write());
    }

    /** Notifications are for people: a chain goes on without them. */
    private void publish(String deployment, byte[] message) {
        try {
            publisher.publish(Topics.LIFECYCLE, message, Map.of());
        } catch (Retryable e) {
            LOG.log(System.Logger.Level.WARNING, "nobody was told of {0}: {1}", deployment, e.getMessage());
        }
    }
}
