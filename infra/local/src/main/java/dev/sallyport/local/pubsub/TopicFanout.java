package dev.sallyport.local.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.time.CloudClock;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** A topic: gives each published message its id and hands it to every subscription. */
final class TopicFanout {
    private final CloudClock clock;
    private final AtomicLong ids;
    private final NavigableMap<String, SubscriptionQueue> subscriptions = new ConcurrentSkipListMap<>();
    private volatile Topic resource;

    TopicFanout(Topic resource, CloudClock clock, AtomicLong ids) {
        this.resource = resource;
        this.clock = clock;
        this.ids = ids;
    }

    Topic resource() {
        return resource;
    }

    void update(Topic updated) {
        resource = updated;
    }

    void attach(SubscriptionQueue subscription) {
        subscriptions.put(subscription.name(), subscription);
    }

    void detach(SubscriptionQueue subscription) {
        subscriptions.remove(subscription.name());
    }

    Page<String> subscriptionNames(int pageSize, String pageToken) {
        NavigableMap<String, String> names = new TreeMap<>();
        subscriptions.keySet().forEach(name -> names.put(name, name));
        return Page.of(names, "projects/", pageSize, pageToken);
    }

    /**
     * Publishes the messages in their order, and not between the messages of another call: ordering keys depend on it.
     *
     * @return the message ids
     */
    synchronized List<String> publish(List<PubsubMessage> messages) {
        Timestamp publishTime = ProtoTime.timestamp(clock.instant());
        List<PubsubMessage> published = messages.stream()
                .map(message -> message.toBuilder()
                        .setMessageId(Long.toString(ids.incrementAndGet()))
                        .setPublishTime(publishTime)
                        .build())
                .toList();
        subscriptions.values().forEach(subscription -> subscription.enqueue(published));
        return published.stream().map(PubsubMessage::getMessageId).toList();
    }

    /** Lets the subscriptions go on without a topic; they keep their backlog. */
    synchronized void delete() {
        subscriptions.values().forEach(SubscriptionQueue::topicDeleted);
        subscriptions.clear();
    }
}
