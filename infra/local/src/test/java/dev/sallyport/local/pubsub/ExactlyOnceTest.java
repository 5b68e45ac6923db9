package dev.sallyport.local.pubsub;

import static dev.sallyport.local.pubsub.PubSubClients.ackIds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.pubsub.v1.AckReplyConsumerWithResponse;
import com.google.cloud.pubsub.v1.AckResponse;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscription with exactly-once delivery tells those who acknowledge. */
class ExactlyOnceTest {
    private final LocalPubSub pubSub = new LocalPubSub();
    private final PubSubClients clients = pubSub.clients();
    private final String topic = clients.newTopic();
    private final String subscription =
            clients.newSubscription(topic, settings -> settings.setEnableExactlyOnceDelivery(true));

    @AfterEach
    void stop() {
        pubSub.close();
    }

    @Test
    void theSettingIsKept() {
        assertThat(clients.subscriptions().getSubscription(subscription).getEnableExactlyOnceDelivery())
                .isTrue();
    }

    @Test
    void anAcknowledgementThatComesTooLateIsRefused() {
        clients.publish(topic, "x");
        List<ReceivedMessage> received = clients.pull(subscription);
        pubSub.clock().advance(Duration.ofSeconds(10));

        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> clients.acknowledge(subscription, received))
                .satisfies(refused -> assertThat(
                                refused.getErrorDetails().getErrorInfo().getMetadataMap())
                        .containsEntry(ackIds(received).get(0), "PERMANENT_FAILURE_INVALID_ACK_ID"));
        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @Test
    void googlesSubscriberLearnsThatItsAcknowledgementHolds() throws ExecutionException, InterruptedException {
        CompletableFuture<AckResponse> response = new CompletableFuture<>();
        MessageReceiverWithAckResponse receiver = (message, consumer) -> acknowledge(message, consumer, response);
        Subscriber subscriber = clients.subscriberWithResponse(subscription, receiver);
        subscriber.startAsync().awaitRunning();
        try {
            clients.publish(topic, "x");

            await("the response").atMost(Duration.ofSeconds(30)).until(response::isDone);
            assertThat(response.get()).isEqualTo(AckResponse.SUCCESSFUL);
        } finally {
            subscriber.stopAsync().awaitTerminated();
        }
    }

    private static void acknowledge(
            PubsubMessage message, AckReplyConsumerWithResponse consumer, CompletableFuture<AckResponse> response) {
        var acknowledged = consumer.ack();
        acknowledged.addListener(() -> complete(response, acknowledged), Runnable::run);
    }

    private static void complete(
            CompletableFuture<AckResponse> response, java.util.concurrent.Future<AckResponse> from) {
        try {
            response.complete(from.get());
        } catch (InterruptedException | ExecutionException e) {
            response.completeExceptionally(e);
        }
    }
}
