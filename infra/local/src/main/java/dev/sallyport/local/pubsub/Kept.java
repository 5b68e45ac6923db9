package dev.sallyport.local.pubsub;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.sallyport.local.state.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What was kept, read back from {@link Records}; records of what is not there any more are passed over. */
final class Kept {
    private final List<Topic> topics = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, NavigableMap<Long, PubsubMessage>> messages = new TreeMap<>();
    private final Map<String, Map<Long, Integer>> failures = new TreeMap<>();
    private final Map<String, Set<Long>> acknowledged = new TreeMap<>();
    private long highestId;

    Kept(Collection<StateRecord> records) {
        records.forEach(this::read);
    }

    List<Topic> topics() {
        return topics;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** The highest number that was given to a message. */
    long highestId() {
        return highestId;
    }

    Collection<PubsubMessage> retainedBy(Topic topic) {
        return messagesOf(topic.getName()).values();
    }

    /** The messages of a subscription that have not been acknowledged, or those that have. */
    List<QueuedMessage> messagesOf(Subscription subscription, boolean areAcknowledged) {
        Set<Long> settled = acknowledged.getOrDefault(subscription.getName(), Set.of());
        Map<Long, Integer> failed = failures.getOrDefault(subscription.getName(), Map.of());
        return messagesOf(subscription.getName()).entrySet().stream()
                .filter(entry -> settled.contains(entry.getKey()) == areAcknowledged)
                .map(entry -> new QueuedMessage(
                        entry.getKey(),
                        entry.getValue(),
                        ProtoTime.instant(entry.getValue().getPublishTime()),
                        failed.getOrDefault(entry.getKey(), 0)))
                .toList();
    }

    private NavigableMap<Long, PubsubMessage> messagesOf(String name) {
        return messages.getOrDefault(name, new TreeMap<>());
    }

    private void read(StateRecord record) {
        try {
            String[] parts = record.key().split("/");
            if (parts.length == 2) {
                readResource(parts[0], record);
            } else {
                String owner = "projects/" + record.project() + "/" + parts[0] + "/" + parts[1];
                readMessage(owner, parts[2], Long.parseLong(parts[3]), record);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "pubsub record " + record.project() + " " + record.key() + ": not what Pub/Sub has written", e);
        }
    }

    private void readResource(String collection, StateRecord record) throws InvalidProtocolBufferException {
        if (collection.equals(Records.TOPICS)) {
            topics.add(Topic.parseFrom(record.value()));
        } else {
            subscriptions.add(Subscription.parseFrom(record.value()));
        }
    }

    private void readMessage(String owner, String kind, long sequence, StateRecord record)
            throws InvalidProtocolBufferException {
        highestId = Math.max(highestId, sequence);
        switch (kind) {
            case Records.MESSAGES ->
                messages.computeIfAbsent(owner, name -> new TreeMap<>())
                        .put(sequence, PubsubMessage.parseFrom(record.value()));
            case Records.FAILURES ->
                failures.computeIfAbsent(owner, name -> new TreeMap<>())
                        .put(sequence, Int32Value.parseFrom(record.value()).getValue());
            case Records.ACKNOWLEDGED ->
                acknowledged.computeIfAbsent(owner, name -> new HashSet<>()).add(sequence);
            default ->
                throw new IllegalArgumentException("pubsub record " + record.project() + " " + record.key() + ": \""
                        + kind + "\" (expected: messages, failures or acknowledged)");
        }
    }
}
