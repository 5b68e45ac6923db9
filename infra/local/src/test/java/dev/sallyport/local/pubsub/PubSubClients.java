package dev.sallyport.local.pubsub;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Google's clients against one endpoint, and topics and subscriptions nobody else uses. */
final class PubSubClients implements AutoCloseable {
    static final String PROJECT = "projects/contract";

    private final ManagedChannel channel;
    private final TransportChannelProvider transport;
    private final TopicAdminClient topics;
    private final SubscriptionAdminClient subscriptions;

    /**
     * @param endpoint host and port
     */
    PubSubClients(String endpoint) {
        channel = ManagedChannelBuilder.forTarget(endpoint).usePlaintext().build();
        transport = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
        try {
            topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                    .setTransportChannelProvider(transport)
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build());
            subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                    .setTransportChannelProvider(transport)
                    .setCredentialsProvider(NoCredentialsProvider.create())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TopicAdminClient topics() {
        return topics;
    }

    SubscriptionAdminClient subscriptions() {
        return subscriptions;
    }

    ManagedChannel channel() {
        return channel;
    }

    Publisher publisher(String topic, boolean ordering) throws IOException {
        return Publisher.newBuilder(topic)
                .setChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setEnableMessageOrdering(ordering)
                .build();
    }

    Subscriber subscriber(String subscription, MessageReceiver receiver) {
        return Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
    }

    Subscriber subscriberWithResponse(String subscription, MessageReceiverWithAckResponse receiver) {
        return Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
    }

    static String unusedTopic() {
        return PROJECT + "/topics/t-" + UUID.randomUUID();
    }

    static String unusedSubscription() {
        return PROJECT + "/subscriptions/s-" + UUID.randomUUID();
    }

    String newTopic() {
        return topics.createTopic(unusedTopic()).getName();
    }

    String newSubscription(String topic) {
        return newSubscription(topic, plain -> {});
    }

    String newSubscription(String topic, Consumer<Subscription.Builder> settings) {
        Subscription.Builder subscription =
                Subscription.newBuilder().setName(unusedSubscription()).setTopic(topic);
        settings.accept(subscription);
        return subscriptions.createSubscription(subscription.build()).getName();
    }

    String publish(String topic, String data) {
        return publish(topic, data, Map.of());
    }

    String publish(String topic, String data, Map<String, String> attributes) {
        return publish(topic, message(data).putAllAttributes(attributes).build());
    }

    String publish(String topic, PubsubMessage... messages) {
        return topics.publish(topic, List.of(messages)).getMessageIds(0);
    }

    static PubsubMessage.Builder message(String data) {
        return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data));
    }

    /** What is there now. */
    @SuppressWarnings("deprecation") // A test that moves time asks what is there, and waits for nothing.
    List<ReceivedMessage> pull(String subscription) {
        return subscriptions
                .pull(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(100)
                        .setReturnImmediately(true)
                        .build())
                .getReceivedMessagesList();
    }

    /** Pulls until this many messages have come. */
    List<ReceivedMessage> await(String subscription, int count) {
        List<ReceivedMessage> received = new ArrayList<>();
        Awaitility.await("pulling " + count + " messages")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    received.addAll(pull(subscription));
                    return received.size() >= count;
                });
        return received;
    }

    void acknowledge(String subscription, Collection<ReceivedMessage> messages) {
        subscriptions.acknowledge(subscription, ackIds(messages));
    }

    void refuse(String subscription, Collection<ReceivedMessage> messages) {
        subscriptions.modifyAckDeadline(subscription, ackIds(messages), 0);
    }

    static List<String> ackIds(Collection<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::getAckId).toList();
    }

    static List<String> data(Collection<ReceivedMessage> messages) {
        return messages.stream()
                .map(received -> received.getMessage().getData().toStringUtf8())
                .toList();
    }

    @Override
    public void close() {
        topics.close();
        subscriptions.close();
        channel.shutdownNow();
    }
}
