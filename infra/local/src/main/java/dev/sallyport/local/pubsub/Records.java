package dev.sallyport.local.pubsub;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import com.google.protobuf.MessageLite;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.state.Change;
import dev.sallyport.local.state.StateRecord;

/**
 * How topics, subscriptions and messages are filed. A message on its way through a subscription has a record there for
 * as long as it is kept, one more for its failures and one more once it is acknowledged.
 */
final class Records {
    static final String TOPICS = "topics";
    static final String SUBSCRIPTIONS = "subscriptions";
    static final String MESSAGES = "messages";
    static final String FAILURES = "failures";
    static final String ACKNOWLEDGED = "acknowledged";

    private Records() {}

    static StateRecord of(Topic topic) {
        return record(topic.getName(), topic);
    }

    static StateRecord of(Subscription subscription) {
        return record(subscription.getName(), subscription);
    }

    /** A message that the topic itself retains. */
    static StateRecord retained(String topic, PubsubMessage message) {
        return record(retainedName(topic, message), message);
    }

    static StateRecord message(String subscription, QueuedMessage message) {
        return record(name(subscription, MESSAGES, message), message.content());
    }

    static StateRecord failures(String subscription, QueuedMessage message, int failures) {
        return record(name(subscription, FAILURES, message), Int32Value.of(failures));
    }

    static StateRecord acknowledged(String subscription, QueuedMessage message) {
        return record(name(subscription, ACKNOWLEDGED, message), Int32Value.getDefaultInstance());
    }

    static String retainedName(String topic, PubsubMessage message) {
        return topic + "/" + MESSAGES + "/" + message.getMessageId();
    }

    static String name(String subscription, String kind, QueuedMessage message) {
        return subscription + "/" + kind + "/" + message.sequence();
    }

    static Change put(StateRecord record) {
        return new Change.Put(record);
    }

    /**
     * @param name resource name, and what is below it
     */
    static Change remove(String name) {
        return new Change.Remove(ResourceNames.projectOf(name), keyOf(name));
    }

    private static StateRecord record(String name, MessageLite value) {
        ByteString bytes = value.toByteString();
        return StateRecord.of(ResourceNames.projectOf(name), keyOf(name), bytes);
    }

    private static String keyOf(String name) {
        return name.split("/", 3)[2];
    }
}
