package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.gax.rpc.UnimplementedException;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscription is put to a time: what is older counts as acknowledged, what is newer and still there comes again. */
class SeekTest {
    private final LocalPubSub pubSub = new LocalPubSub();
    private final PubSubClients clients = pubSub.clients();

    @AfterEach
    void stop() {
        pubSub.close();
    }

    @Test
    void whatWasPublishedBeforeCountsAsAcknowledged() {
        String topic = clients.newTopic();
        String subscription = clients.newSubscription(topic);
        clients.publish(topic, "old");
        Instant between = passAMinute();
        clients.publish(topic, "new");

        seek(subscription, between);

        assertThat(data(clients.pull(subscription))).containsExactly("new");
    }

    @Test
    void acknowledgedMessagesThatTheSubscriptionRetainsComeAgain() {
        assertThat(seenAfterSeek(Topic.newBuilder(), settings -> settings.setRetainAckedMessages(true)))
                .isEqualTo("x");
    }

    @Test
    void acknowledgedMessagesThatTheTopicRetainsComeAgain() {
        assertThat(seenAfterSeek(
                        Topic.newBuilder()
                                .setMessageRetentionDuration(com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(3600)),
                        settings -> {}))
                .isEqualTo("x");
    }

    @Test
    void acknowledgedMessagesThatNobodyRetainsAreGone() {
        assertThat(seenAfterSeek(Topic.newBuilder(), settings -> {})).isEmpty();
    }

    @Test
    void thereAreNoSnapshotsToSeek() {
        String subscription = clients.newSubscription(clients.newTopic());

        assertThatExceptionOfType(UnimplementedException.class)
                .isThrownBy(() -> clients.subscriptions()
                        .seek(SeekRequest.newBuilder()
                                .setSubscription(subscription)
                                .setSnapshot("projects/p/snapshots/s")
                                .build()));
    }

    /** What a subscription gets that has acknowledged a message and is put back to before it. */
    private String seenAfterSeek(Topic.Builder settings, Consumer<Subscription.Builder> ofSubscription) {
        String topic = PubSubClients.unusedTopic();
        clients.topics().createTopic(settings.setName(topic).build());
        String subscription = clients.newSubscription(topic, ofSubscription);
        Instant before = passAMinute();
        clients.publish(topic, "x");
        clients.acknowledge(subscription, clients.pull(subscription));
        assertThat(clients.pull(subscription)).isEmpty();

        seek(subscription, before);

        return String.join(" ", data(clients.pull(subscription)));
    }

    /** The half of the minute. */
    private Instant passAMinute() {
        Instant half = pubSub.clock().instant().plusSeconds(30);
        pubSub.clock().advance(Duration.ofMinutes(1));
        return half;
    }

    private void seek(String subscription, Instant time) {
        clients.subscriptions()
                .seek(SeekRequest.newBuilder()
                        .setSubscription(subscription)
                        .setTime(ProtoTime.timestamp(time))
                        .build());
    }
}
