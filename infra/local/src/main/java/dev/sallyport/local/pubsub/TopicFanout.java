package dev.sallyport.local.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A topic: gives each published message its id and hands it to every subscription. */
final class TopicFanout {
    private final Surroundings around;
    private final NavigableMap<String, SubscriptionQueue> subscriptions = new ConcurrentSkipListMap<>();
    private final RetainedMessages retained;
    private volatile Topic resource;

    TopicFanout(Topic resource, Surroundings around) {
        this.resource = resource;
        this.around = around;
        this.retained = new RetainedMessages(resource.getName(), around.ledger());
    }

    Topic resource() {
        return resource;
    }

    /** Takes new settings, once they are written down. */
    synchronized void update(Topic updated) {
        around.ledger().write(() -> List.of(Records.put(Records.of(updated))));
        resource = updated;
        forgetOld();
    }

    void attach(SubscriptionQueue subscription) {
        subscriptions.put(subscription.name(), subscription);
    }

    /** When this returns, nothing published here is on its way to the subscription any more. */
    synchronized void detach(SubscriptionQueue subscription) {
        subscriptions.remove(subscription.name());
    }

    Collection<SubscriptionQueue> subscriptions() {
        return subscriptions.values();
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
    List<String> publish(List<PubsubMessage> messages) {
        return around.ledger().changing(() -> publishInOrder(messages));
    }

    private synchronized List<String> publishInOrder(List<PubsubMessage> messages) {
        List<PubsubMessage> published = stamped(messages);
        Map<SubscriptionQueue, List<QueuedMessage>> arriving = new LinkedHashMap<>();
        subscriptions.values().forEach(subscription -> arriving.put(subscription, subscription.arriving(published)));
        forgetOld();
        boolean retains = resource.hasMessageRetentionDuration();
        around.usage().add(published.size(), "messages", "published");
        around.ledger().write(() -> puts(retains ? published : List.of(), arriving));
        if (retains) {
            retained.add(published);
        }
        arriving.forEach(SubscriptionQueue::enqueue);
        return published.stream().map(PubsubMessage::getMessageId).toList();
    }

    /** What is retained of the messages published from a time on, in their order. */
    synchronized List<PubsubMessage> retainedFrom(Instant time) {
        forgetOld();
        return retained.publishedFrom(time);
    }

    synchronized void restore(Collection<PubsubMessage> messages) {
        retained.add(messages);
    }

    /** Lets the subscriptions go on without a topic; they keep their backlog. */
    synchronized void delete() {
        List<Change> changes = new ArrayList<>(removals());
        subscriptions
                .values()
                .forEach(subscription -> changes.add(Records.put(Records.of(subscription.withoutTopic()))));
        around.ledger().write(() -> changes);
        subscriptions.clear();
    }

    synchronized List<Change> puts() {
        return Stream.concat(Stream.of(Records.put(Records.of(resource))), retained.puts())
                .toList();
    }

    synchronized List<Change> removals() {
        return Stream.concat(Stream.of(Records.remove(resource.getName())), retained.removals())
                .toList();
    }

    private List<PubsubMessage> stamped(List<PubsubMessage> messages) {
        Timestamp publishTime = ProtoTime.timestamp(around.clock().instant());
        return messages.stream()
                .map(message -> message.toBuilder()
                        .setMessageId(Long.toString(around.ids().incrementAndGet()))
                        .setPublishTime(publishTime)
                        .build())
                .toList();
    }

    private void forgetOld() {
        Instant now = around.clock().instant();
        retained.forgetUntil(
                resource.hasMessageRetentionDuration()
                        ? now.minus(ProtoTime.duration(resource.getMessageRetentionDuration()))
                        : now);
    }

    private List<Change> puts(List<PubsubMessage> retainedHere, Map<SubscriptionQueue, List<QueuedMessage>> arriving) {
        List<Change> changes = new ArrayList<>();
        retainedHere.forEach(message -> changes.add(Records.put(Records.retained(resource.getName(), message))));
        arriving.forEach((subscription, messages) ->
                messages.forEach(message -> changes.add(Records.put(Records.message(subscription.name(), message)))));
        return changes;
    }
}
