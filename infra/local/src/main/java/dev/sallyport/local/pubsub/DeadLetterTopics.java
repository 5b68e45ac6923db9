package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/** Where subscriptions publish what they could not deliver. */
interface DeadLetterTopics {
    boolean has(String topic);

    /** Publishes soon, on another thread, and tells whether that went well. */
    void publish(String topic, PubsubMessage message, Outcome outcome);

    @FunctionalInterface
    interface Outcome {
        /**
         * @param published whether the topic has the message now
         */
        void is(boolean published);
    }
}
