package dev.sallyport.bench;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc.PublisherStub;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A topic and its one subscription, reached through bare gRPC stubs. */
final class PubSubClient {
    private static final int ACK_DEADLINE_SECONDS = 10;
    private static final int LONGEST_PULL_SECONDS = 5;
    private static final int MOST_PULLED = 1000;

    private final PublisherStub publisher;
    private final SubscriberStub subscriber;
    private final String topic;
    private final String subscription;

    PubSubClient(Stubs stubs, String name) {
        publisher = stubs.of(PublisherStub.class);
        subscriber = stubs.of(SubscriberStub.class);
        topic = "projects/bench/topics/" + name;
        subscription = "projects/bench/subscriptions/" + name;
        Answer.<Topic>of(answer ->
                        publisher.createTopic(Topic.newBuilder().setName(topic).build(), answer))
                .join();
    }

    /** @param pushEndpoint empty for a subscription to pull from */
    void subscribe(String pushEndpoint) {
        Subscription request = Subscription.newBuilder()
                .setName(subscription)
                .setTopic(topic)
                .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
                .setPushConfig(PushConfig.newBuilder().setPushEndpoint(pushEndpoint))
                .build();
        Answer.<Subscription>of(answer -> subscriber.createSubscription(request, answer))
                .join();
    }

    CompletableFuture<?> publish(List<PubsubMessage> messages) {
        PublishRequest request = PublishRequest.newBuilder()
                .setTopic(topic)
                .addAllMessages(messages)
                .build();
        return Answer.<PublishResponse>of(answer -> publisher.publish(request, answer));
    }

    /** Opens a stream and acknowledges on it what comes. */
    Stream stream(Consumer<PubsubMessage> arrived) {
        return new Stream(arrived);
    }

    /** Pulls once, for a few seconds at most, and acknowledges what came. */
    CompletableFuture<?> pull(Consumer<PubsubMessage> arrived) {
        PullRequest request = PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(MOST_PULLED)
                .build();
        return Answer.<PullResponse>of(answer -> subscriber
                        .withDeadlineAfter(LONGEST_PULL_SECONDS, TimeUnit.SECONDS)
                        .pull(request, answer))
                .exceptionally(PubSubClient::nothing)
                .thenCompose(response -> {
                    List<ReceivedMessage> received = response.getReceivedMessagesList();
                    received.forEach(message -> arrived.accept(message.getMessage()));
                    return received.isEmpty() ? CompletableFuture.completedFuture(null) : acknowledge(received);
                });
    }

    private static PullResponse nothing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (Status.fromThrowable(cause).getCode() != Status.Code.DEADLINE_EXCEEDED) {
            throw new CompletionException(cause);
        }
        return PullResponse.getDefaultInstance();
    }

    private CompletableFuture<?> acknowledge(List<ReceivedMessage> received) {
        AcknowledgeRequest request = AcknowledgeRequest.newBuilder()
                .setSubscription(subscription)
                .addAllAckIds(received.stream().map(ReceivedMessage::getAckId).toList())
                .build();
        return Answer.<Empty>of(answer -> subscriber.acknowledge(request, answer));
    }

    /** An open streaming pull. */
    final class Stream implements StreamObserver<StreamingPullResponse> {
        private final Consumer<PubsubMessage> arrived;
        private final StreamObserver<StreamingPullRequest> requests;

        private Stream(Consumer<PubsubMessage> arrived) {
            this.arrived = arrived;
            requests = subscriber.streamingPull(this);
            requests.onNext(StreamingPullRequest.newBuilder()
                    .setSubscription(subscription)
                    .setStreamAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
                    .build());
        }

        @Override
        public void onNext(StreamingPullResponse response) {
            List<ReceivedMessage> received = response.getReceivedMessagesList();
            received.forEach(message -> arrived.accept(message.getMessage()));
            requests.onNext(StreamingPullRequest.newBuilder()
                    .addAllAckIds(
                            received.stream().map(ReceivedMessage::getAckId).toList())
                    .build());
        }

        /** Whoever waits for messages waits on; nothing else is to be told. */
        @Override
        public void onError(Throwable ended) {}

        @Override
        public void onCompleted() {}

        void close() {
            requests.onCompleted();
        }
    }
}
