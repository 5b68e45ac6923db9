package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.time.CloudClock;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The topics and subscriptions there are, and which subscription hangs on which topic. */
final class Catalog implements DeadLetterTopics {
    private final NavigableMap<String, TopicFanout> topics = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, SubscriptionQueue> subscriptions = new ConcurrentSkipListMap<>();
    private final CloudClock clock;
    private final DeliveryFaults faults;
    private final AtomicLong ids;

    Catalog(CloudClock clock, DeliveryFaults faults, AtomicLong ids) {
        this.clock = clock;
        this.faults = faults;
        this.ids = ids;
    }

    synchronized Topic createTopic(Topic topic) {
        if (topics.containsKey(topic.getName())) {
            throw PubSubError.alreadyExists(topic.getName());
        }
        topics.put(topic.getName(), new TopicFanout(topic, clock, ids));
        return topic;
    }

    synchronized Topic updateTopic(String name, UnaryOperator<Topic> change) {
        TopicFanout topic = topic(name);
        topic.update(change.apply(topic.resource()));
        return topic.resource();
    }

    synchronized void deleteTopic(String name) {
        topic(name).delete();
        topics.remove(name);
    }

    synchronized Subscription createSubscription(Subscription subscription) {
        if (subscriptions.containsKey(subscription.getName())) {
            throw PubSubError.alreadyExists(subscription.getName());
        }
        TopicFanout topic = topic(subscription.getTopic());
        requireDeadLetterTopic(subscription);
        SubscriptionQueue queue = new SubscriptionQueue(subscription, clock, faults, ids, this);
        subscriptions.put(subscription.getName(), queue);
        topic.attach(queue);
        return queue.resource();
    }

    synchronized void deleteSubscription(String name) {
        SubscriptionQueue queue = subscription(name);
        subscriptions.remove(name);
        takeFromTopic(queue);
        queue.close(PubSubError.notFound(name));
    }

    synchronized void detachSubscription(String name) {
        SubscriptionQueue queue = subscription(name);
        takeFromTopic(queue);
        queue.detach();
    }

    synchronized Subscription updateSubscription(String name, UnaryOperator<Subscription> change) {
        SubscriptionQueue queue = subscription(name);
        Subscription updated = change.apply(queue.resource());
        requireDeadLetterTopic(updated);
        queue.update(updated);
        return queue.resource();
    }

    TopicFanout topic(String name) {
        TopicFanout topic = topics.get(ResourceNames.topic(name));
        if (topic == null) {
            throw PubSubError.notFound(name);
        }
        return topic;
    }

    SubscriptionQueue subscription(String name) {
        SubscriptionQueue subscription = subscriptions.get(ResourceNames.subscription(name));
        if (subscription == null) {
            throw PubSubError.notFound(name);
        }
        return subscription;
    }

    Page<TopicFanout> topicsOf(String project, int pageSize, String pageToken) {
        return Page.of(topics, ResourceNames.project(project) + "/topics/", pageSize, pageToken);
    }

    Page<SubscriptionQueue> subscriptionsOf(String project, int pageSize, String pageToken) {
        return Page.of(subscriptions, ResourceNames.project(project) + "/subscriptions/", pageSize, pageToken);
    }

    @Override
    public boolean has(String topic) {
        return topics.containsKey(topic);
    }

    @Override
    public void publish(String topic, PubsubMessage message) {
        // On a thread of its own: the subscription that calls holds its lock, and a topic locks before subscriptions.
        clock.workers().execute(() -> publishIfThere(topic, message));
    }

    synchronized void close() {
        subscriptions.values().forEach(queue -> queue.close(PubSubError.closing()));
    }

    private void publishIfThere(String name, PubsubMessage message) {
        TopicFanout topic = topics.get(name);
        if (topic != null) {
            topic.publish(List.of(message));
        }
    }

    private void takeFromTopic(SubscriptionQueue queue) {
        TopicFanout topic = topics.get(queue.resource().getTopic());
        if (topic != null) {
            topic.detach(queue);
        }
    }

    private void requireDeadLetterTopic(Subscription subscription) {
        if (subscription.hasDeadLetterPolicy()) {
            topic(subscription.getDeadLetterPolicy().getDeadLetterTopic());
        }
    }
}
