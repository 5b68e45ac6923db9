package dev.sallyport.local.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamingPullTest {
    private final LocalPubSub pubSub = new LocalPubSub();
    private final PubSubClients clients = pubSub.clients();
    private final String topic = clients.newTopic();
    private final String subscription = clients.newSubscription(topic);

    @AfterEach
    void stop() {
        pubSub.close();
    }

    @Test
    void aStreamGetsNoMoreThanItsClientWants() {
        Stream stream = open(first().setMaxOutstandingMessages(2).build());
        publish(5);

        stream.await(2);
        assertThat(clients.pull(subscription))
                .as("what the stream has no room for")
                .hasSize(3);
    }

    @Test
    void anAcknowledgementMakesRoomForMore() {
        Stream stream = open(first().setMaxOutstandingMessages(2).build());
        publish(3);
        List<ReceivedMessage> received = stream.await(2);

        stream.send(StreamingPullRequest.newBuilder()
                .addAckIds(received.get(0).getAckId())
                .build());

        stream.await(3);
    }

    @Test
    void aStreamGetsNoMoreBytesThanItsClientWants() {
        Stream stream = open(first().setMaxOutstandingBytes(1).build());
        publish(2);

        stream.await(1);
        assertThat(clients.pull(subscription)).hasSize(1);
    }

    @Test
    void aDeadlineIsModifiedOnTheStream() {
        Stream stream = open(first().build());
        publish(1);
        String ackId = stream.await(1).get(0).getAckId();

        stream.send(StreamingPullRequest.newBuilder()
                .addModifyDeadlineAckIds(ackId)
                .addModifyDeadlineSeconds(0)
                .build());

        assertThat(stream.await(2))
                .extracting(received -> received.getMessage().getMessageId())
                .satisfies(ids -> assertThat(ids.get(1)).isEqualTo(ids.get(0)));
    }

    @Test
    void theStreamsDeadlineHolds() {
        Stream stream = open(first().setStreamAckDeadlineSeconds(60).build());
        publish(1);
        stream.await(1);

        pubSub.clock().advance(Duration.ofSeconds(50));
        assertThat(stream.received()).hasSize(1);
        pubSub.clock().advance(Duration.ofSeconds(10));
        stream.await(2);
    }

    @Test
    void twoStreamsShareTheMessages() {
        Stream one = open(first().build());
        Stream other = open(first().build());
        await("both streams to be open").until(() -> {
            publish(10);
            return !one.received().isEmpty() && !other.received().isEmpty();
        });
    }

    @Test
    void aStreamThatIsGoneGetsNothing() {
        Stream stream = open(first().build());
        publish(1);
        stream.await(1);

        stream.requests.onCompleted();
        await("the stream to end").until(() -> stream.status() == Status.Code.OK);
        publish(1);

        assertThat(clients.await(subscription, 1)).hasSize(1);
    }

    @Test
    void theDeadlineHasToBeWithinItsBounds() {
        assertThat(refusal(first().setStreamAckDeadlineSeconds(9).build())).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refusal(first().setStreamAckDeadlineSeconds(601).build())).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void theSubscriptionHasToBeThere() {
        assertThat(refusal(first().setSubscription(PubSubClients.unusedSubscription())
                        .build()))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void theSubscriptionIsNamedOnce() {
        Stream stream = open(first().build());

        stream.send(first().build());

        await("the refusal").until(() -> stream.status() == Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aMalformedAckIdEndsTheStream() {
        Stream stream = open(first().build());

        stream.send(StreamingPullRequest.newBuilder().addAckIds("bogus").build());

        await("the refusal").until(() -> stream.status() == Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aDeletedSubscriptionEndsItsStreams() {
        Stream stream = open(first().build());
        publish(1);
        stream.await(1);

        clients.subscriptions().deleteSubscription(subscription);

        await("the end").until(() -> stream.status() == Status.Code.NOT_FOUND);
    }

    @Test
    void aSubscriptionThatPushesFromNowOnEndsItsStreams() {
        Stream stream = open(first().build());
        publish(1);
        stream.await(1);

        clients.subscriptions()
                .modifyPushConfig(
                        subscription,
                        PushConfig.newBuilder()
                                .setPushEndpoint("http://127.0.0.1:9/")
                                .build());

        await("the end").until(() -> stream.status() == Status.Code.FAILED_PRECONDITION);
    }

    private StreamingPullRequest.Builder first() {
        return StreamingPullRequest.newBuilder().setSubscription(subscription).setStreamAckDeadlineSeconds(10);
    }

    private Stream open(StreamingPullRequest first) {
        Stream stream = new Stream();
        stream.requests = SubscriberGrpc.newStub(clients.channel()).streamingPull(stream);
        stream.send(first);
        return stream;
    }

    private Status.Code refusal(StreamingPullRequest first) {
        Stream stream = open(first);
        await("the refusal").until(() -> stream.status() != null);
        return stream.status();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            clients.publish(topic, "m" + i);
        }
    }

    private static final class Stream implements StreamObserver<StreamingPullResponse> {
        private final List<ReceivedMessage> received = new CopyOnWriteArrayList<>();
        private final AtomicReference<Status.Code> status = new AtomicReference<>();
        private StreamObserver<StreamingPullRequest> requests;

        void send(StreamingPullRequest request) {
            requests.onNext(request);
        }

        List<ReceivedMessage> received() {
            return List.copyOf(received);
        }

        List<ReceivedMessage> await(int count) {
            Awaitility.await(count + " messages on the stream").until(() -> received.size() >= count);
            return received();
        }

        Status.Code status() {
            return status.get();
        }

        @Override
        public void onNext(StreamingPullResponse response) {
            received.addAll(response.getReceivedMessagesList());
        }

        @Override
        public void onError(Throwable error) {
            status.set(Status.fromThrowable(error).getCode());
        }

        @Override
        public void onCompleted() {
            status.set(Status.Code.OK);
        }
    }
}
