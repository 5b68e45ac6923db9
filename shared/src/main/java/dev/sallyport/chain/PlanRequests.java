package dev.sallyport.chain;

import dev.sallyport.google.TopicPublisher;
import java.util.Map;

/** Hands requests on to the function that compares what should be with what is. */
public final class PlanRequests {
    private final TopicPublisher publisher;

    PlanRequests(TopicPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @throws dev.sallyport.failure.Retryable if the message cannot be published
     */
    public void forward(PlanMessage message) {
        publisher.publish(Topics.PLANS, message.write(), Map.of());
    }
}
