package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The topics and subscriptions there are, and which subscription hangs on which topic. */
final class Catalog implements DeadLetterTopics {
    private final NavigableMap<String, TopicFanout> topics = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, SubscriptionQueue> subscriptions = new ConcurrentSkipListMap<>();
    private final Surroundings around;

    Catalog(Surroundings around) {
        this.around = around;
    }

    Topic createTopic(Topic topic) {
        return changing(() -> {
            if (topics.containsKey(topic.getName())) {
                throw PubSubError.alreadyExists(topic.getName());
            }
            around.ledger().write(() -> List.of(Records.put(Records.of(topic))));
            add(topic);
            return topic;
        });
    }

    Topic updateTopic(String name, UnaryOperator<Topic> change) {
        return changing(() -> {
            TopicFanout topic = topic(name);
            topic.update(change.apply(topic.resource()));
            return topic.resource();
        });
    }

    void deleteTopic(String name) {
        changing(() -> {
            topic(name).delete();
            return topics.remove(name);
        });
    }

    Subscription createSubscription(Subscription subscription) {
        return changing(() -> {
            if (subscriptions.containsKey(subscription.getName())) {
                throw PubSubError.alreadyExists(subscription.getName());
            }
            TopicFanout topic = topic(subscription.getTopic());
            requireDeadLetterTopic(subscription);
            around.ledger().write(() -> List.of(Records.put(Records.of(subscription))));
            topic.attach(add(subscription));
            return subscription;
        });
    }

    void deleteSubscription(String name) {
        changing(() -> {
            SubscriptionQueue queue = subscription(name);
            takeFromTopic(queue);
            around.ledger().write(queue::removals);
            forget(queue, PubSubError.notFound(name));
            return queue;
        });
    }

    void detachSubscription(String name) {
        changing(() -> {
            SubscriptionQueue queue = subscription(name);
            takeFromTopic(queue);
            queue.detach();
            return queue;
        });
    }

    Subscription updateSubscription(String name, UnaryOperator<Subscription> change) {
        return changing(() -> {
            SubscriptionQueue queue = subscription(name);
            Subscription updated = change.apply(queue.resource());
            requireDeadLetterTopic(updated);
            queue.update(updated);
            return queue.resource();
        });
    }

    /** Takes a subscription back, or forward, to what was published from a time on. */
    void seek(String name, Instant time) {
        changing(() -> {
            SubscriptionQueue queue = subscription(name);
            TopicFanout topic = topics.get(queue.resource().getTopic());
            queue.seek(time, topic == null ? List.of() : topic.retainedFrom(time));
            return queue;
        });
    }

    TopicFanout topic(String name) {
        TopicFanout topic = topics.get(name);
        if (topic == null) {
            throw PubSubError.notFound(ResourceNames.topic(name));
        }
        return topic;
    }

    SubscriptionQueue subscription(String name) {
        SubscriptionQueue subscription = subscriptions.get(name);
        if (subscription == null) {
            throw PubSubError.notFound(ResourceNames.subscription(name));
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
    public void publish(String topic, PubsubMessage message, Outcome outcome) {
        // On a thread of its own: the subscription that calls holds its lock, and a topic locks before subscriptions.
        around.clock().workers().execute(() -> outcome.is(publishIfThere(topic, message)));
    }

    void close() {
        changing(() -> {
            subscriptions.values().forEach(queue -> queue.end(PubSubError.closing()));
            return subscriptions;
        });
    }

    /** Adds a topic that is written down already. */
    TopicFanout add(Topic resource) {
        TopicFanout topic = new TopicFanout(resource, around);
        topics.put(resource.getName(), topic);
        return topic;
    }

    /** Adds a subscription that is written down already. */
    SubscriptionQueue add(Subscription resource) {
        String name = resource.getName();
        SubscriptionQueue queue = new SubscriptionQueue(resource, around, this, () -> expire(name));
        subscriptions.put(name, queue);
        return queue;
    }

    Collection<TopicFanout> topics() {
        return topics.values();
    }

    Collection<SubscriptionQueue> subscriptions() {
        return subscriptions.values();
    }

    /**
     * Hangs a subscription on its topic, unless it is detached.
     *
     * @return whether the topic is there
     */
    boolean attach(SubscriptionQueue queue) {
        TopicFanout topic = topics.get(queue.resource().getTopic());
        if (topic != null && !queue.resource().getDetached()) {
            topic.attach(queue);
        }
        return topic != null;
    }

    void takeFromTopic(SubscriptionQueue queue) {
        TopicFanout topic = topics.get(queue.resource().getTopic());
        if (topic != null) {
            topic.detach(queue);
        }
    }

    /** Takes a subscription away that is written off already; who consumes it learns the reason. */
    void forget(SubscriptionQueue queue, StatusRuntimeException reason) {
        subscriptions.remove(queue.name());
        queue.end(reason);
    }

    void forget(TopicFanout topic) {
        topics.remove(topic.resource().getName());
    }

    private void expire(String name) {
        changing(() -> {
            if (subscriptions.containsKey(name)) {
                deleteSubscription(name);
            }
            return name;
        });
    }

    private boolean publishIfThere(String name, PubsubMessage message) {
        TopicFanout topic = topics.get(name);
        if (topic == null) {
            return false;
        }
        topic.publish(List.of(message));
        return true;
    }

    private void requireDeadLetterTopic(Subscription subscription) {
        if (subscription.hasDeadLetterPolicy()) {
            topic(subscription.getDeadLetterPolicy().getDeadLetterTopic());
        }
    }

    private <T> T changing(Supplier<T> work) {
        return around.ledger().changing(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
