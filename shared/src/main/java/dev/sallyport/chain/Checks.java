package dev.sallyport.chain;

import dev.sallyport.google.TopicPublisher;
import java.util.Map;

/** Asks for deployments to be checked, and for what was found to be repaired. */
public final class Checks {
    private final TopicPublisher publisher;

    Checks(TopicPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @throws dev.sallyport.failure.Retryable if the message cannot be published
     */
    public void ask(CheckMessage message) {
        publisher.publish(Topics.CHECKS, message.write(), Map.of());
    }

    /**
     * @param request as anybody would publish it
     * @throws dev.sallyport.failure.Retryable if the message cannot be published
     */
    public void request(byte[] request) {
        publisher.publish(Topics.REQUESTS, request, Map.of());
    }
}
