package dev.sallyport.local.pubsub;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;

/** An undeliverable message as it goes to the dead-letter topic (Google's page "Handle message failures"). */
final class DeadLetter {
    private static final String PREFIX = "CloudPubSubDeadLetterSource";

    private DeadLetter() {}

    /**
     * The message with what Google adds to its attributes.
     *
     * @param deliveries how often it was delivered in vain
     * @param subscription resource name of the subscription that gave it up
     */
    static PubsubMessage of(PubsubMessage message, int deliveries, String subscription) {
        return message.toBuilder()
                .putAttributes(PREFIX + "DeliveryCount", Integer.toString(deliveries))
                .putAttributes(PREFIX + "Subscription", ResourceNames.idOf(subscription))
                .putAttributes(PREFIX + "SubscriptionProject", ResourceNames.projectOf(subscription))
                .putAttributes(PREFIX + "TopicPublishTime", Timestamps.toString(message.getPublishTime()))
                .build();
    }
}
