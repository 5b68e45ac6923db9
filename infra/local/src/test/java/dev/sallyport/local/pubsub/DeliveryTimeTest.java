package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.ackIds;
import static dev.sallyport.local.pubsub.PubSubClients.data;
import static dev.sallyport.local.pubsub.PubSubClients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What time brings about. The margins of a second are for the real time that passes beside the moved time. */
class DeliveryTimeTest {
    private final LocalPubSub pubSub = new LocalPubSub();
    private final PubSubClients clients = pubSub.clients();
    private final String topic = clients.newTopic();

    @AfterEach
    void stop() {
        pubSub.close();
    }

    @Test
    void aMessageComesAgainWhenItsAckDeadlineHasPassed() {
        String subscription = clients.newSubscription(topic, settings -> settings.setAckDeadlineSeconds(60));
        String id = clients.publish(topic, "x");
        clients.pull(subscription);

        advance(50);
        assertThat(clients.pull(subscription)).isEmpty();
        advance(10);
        assertThat(clients.pull(subscription).get(0).getMessage().getMessageId())
                .isEqualTo(id);
    }

    @Test
    void anAcknowledgementAfterTheDeadlineDoesNotCount() {
        String subscription = clients.newSubscription(topic);
        clients.publish(topic, "x");
        List<ReceivedMessage> received = clients.pull(subscription);

        advance(10);
        clients.acknowledge(subscription, received);

        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @Test
    void anAckDeadlineIsCountedAnewFromItsChange() {
        String subscription = clients.newSubscription(topic);
        clients.publish(topic, "x");
        List<ReceivedMessage> received = clients.pull(subscription);

        clients.subscriptions().modifyAckDeadline(subscription, ackIds(received), 60);

        advance(50);
        assertThat(clients.pull(subscription)).isEmpty();
        advance(10);
        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @Test
    void aRetryPolicyDelaysTheRedelivery() {
        String subscription = clients.newSubscription(
                topic,
                settings -> settings.setRetryPolicy(RetryPolicy.newBuilder().setMinimumBackoff(ProtoTime.seconds(20))));
        clients.publish(topic, "x");

        clients.refuse(subscription, clients.pull(subscription));
        advance(10);
        assertThat(clients.pull(subscription)).isEmpty();
        advance(10);

        clients.refuse(subscription, clients.pull(subscription));
        advance(30);
        assertThat(clients.pull(subscription)).isEmpty();
        advance(10);
        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "4, 60", "1000000, 60"})
    void theRetryDelayDoublesUpToTheMaximum(int failures, long seconds) {
        RetryDelay delay = new RetryDelay(Duration.ofSeconds(10), Duration.ofSeconds(60));

        assertThat(delay.after(failures)).hasSeconds(seconds);
    }

    @Test
    void aMessageIsGivenUpWhenItIsOlderThanTheRetention() {
        String subscription = clients.newSubscription(
                topic, settings -> settings.setMessageRetentionDuration(ProtoTime.seconds(600)));
        clients.publish(topic, "old");
        clients.pull(subscription);
        advance(300);
        clients.publish(topic, "new");

        advance(300);

        assertThat(data(clients.pull(subscription))).containsExactly("new");
    }

    @Test
    void expiredDeadlinesCountAsDeliveryAttempts() {
        String deadLetterTopic = clients.newTopic();
        String deadLetters = clients.newSubscription(deadLetterTopic);
        String subscription = clients.newSubscription(
                topic,
                settings -> settings.setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder().setDeadLetterTopic(deadLetterTopic)));
        clients.publish(topic, "x");

        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(clients.pull(subscription).get(0).getDeliveryAttempt()).isEqualTo(attempt);
            advance(10);
        }

        assertThat(data(clients.await(deadLetters, 1))).containsExactly("x");
        assertThat(clients.pull(subscription)).isEmpty();
    }

    @Test
    void aMessageIsDeliveredOnWhileTheDeadLetterTopicIsGone() {
        String deadLetterTopic = clients.newTopic();
        String subscription = clients.newSubscription(
                topic,
                settings -> settings.setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder().setDeadLetterTopic(deadLetterTopic)));
        clients.topics().deleteTopic(deadLetterTopic);
        clients.publish(topic, "x");

        for (int attempt = 1; attempt <= 7; attempt++) {
            List<ReceivedMessage> received = clients.pull(subscription);
            assertThat(received).hasSize(1);
            clients.refuse(subscription, received);
        }
    }

    @Test
    void aPullWaits90SecondsForAMessage() {
        String subscription = clients.newSubscription(topic);
        CompletableFuture<PullResponse> pull =
                CompletableFuture.supplyAsync(() -> clients.subscriptions().pull(subscription, 1));

        await("the pull to end").until(() -> {
            pubSub.clock().advance(Duration.ofSeconds(10));
            return pull.isDone();
        });

        assertThat(pull.join().getReceivedMessagesList()).isEmpty();
    }

    @Test
    void anExpiredMessageOfAnOrderingKeyTakesItsSuccessorsWithIt() {
        String subscription = clients.newSubscription(topic, settings -> settings.setEnableMessageOrdering(true));
        clients.publish(
                topic,
                message("1").setOrderingKey("k").build(),
                message("2").setOrderingKey("k").build());
        List<ReceivedMessage> received = clients.pull(subscription);
        clients.subscriptions().modifyAckDeadline(subscription, ackIds(received.subList(1, 2)), 600);

        advance(10);

        assertThat(data(clients.pull(subscription))).containsExactly("1", "2");
    }

    private void advance(long seconds) {
        pubSub.clock().advance(Duration.ofSeconds(seconds));
    }
}
