package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import dev.sallyport.local.state.Change;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What a topic retains of its messages, in the order of publication. Guarded by the topic's lock. */
final class RetainedMessages {
    private final String topic;
    private final Ledger ledger;
    private final Deque<PubsubMessage> messages = new ArrayDeque<>();

    RetainedMessages(String topic, Ledger ledger) {
        this.topic = topic;
        this.ledger = ledger;
    }

    void add(Collection<PubsubMessage> published) {
        messages.addAll(published);
    }

    List<PubsubMessage> publishedFrom(Instant time) {
        return messages.stream()
                .filter(message -> !publishedAt(message).isBefore(time))
                .toList();
    }

    void forgetUntil(Instant time) {
        List<PubsubMessage> old = messages.stream()
                .takeWhile(message -> !publishedAt(message).isAfter(time))
                .toList();
        ledger.write(() -> removals(old.stream()).toList());
        old.forEach(message -> messages.removeFirst());
    }

    Stream<Change> puts() {
        return messages.stream().map(message -> Records.put(Records.retained(topic, message)));
    }

    Stream<Change> removals() {
        return removals(messages.stream());
    }

    private Stream<Change> removals(Stream<PubsubMessage> which) {
        return which.map(message -> Records.remove(Records.retainedName(topic, message)));
    }

    private static Instant publishedAt(PubsubMessage message) {
        return ProtoTime.instant(message.getPublishTime());
    }
}
