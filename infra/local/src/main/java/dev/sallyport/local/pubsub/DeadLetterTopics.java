package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/** Where subscriptions publish what they could not deliver. */
interface DeadLetterTopics {
    boolean has(String topic);

    /** Publishes soon, on another thread. */
    void publish(String topic, PubsubMessage message);
}
