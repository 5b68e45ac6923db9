package dev.sallyport.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.sallyport.settings.Settings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;

/** Topics, and everything that is published to them, received with Google's own subscriber. */
public final class Mailbox implements AutoCloseable {
    private final Settings settings;
    private final CredentialsProvider credentials = NoCredentialsProvider.create();
    private final ManagedChannel channel;
    private final TransportChannelProvider transport;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);
    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final Collection<Subscriber> subscribers = new LinkedBlockingQueue<>();

    /** A message and the topic it was published to. */
    public record Letter(String topic, PubsubMessage message) {
        public String text() {
            return message.getData().toStringUtf8();
        }
    }

    public Mailbox(Settings settings, Collection<String> topics) {
        this.settings = settings;
        channel = ManagedChannelBuilder.forTarget(settings.apiEndpoint().orElseThrow())
                .usePlaintext()
                .build();
        transport = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
        try (TopicAdminClient topicAdmin = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                        .setTransportChannelProvider(transport)
                        .setCredentialsProvider(credentials)
                        .build());
                SubscriptionAdminClient subscriptions =
                        SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                                .setTransportChannelProvider(transport)
                                .setCredentialsProvider(credentials)
                                .build())) {
            topics.forEach(topic -> open(topic, topicAdmin, subscriptions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message published to any of the topics; fails if none comes. */
    public Letter next() {
        try {
            Letter letter = letters.poll(20, SECONDS);
            if (letter == null) {
                throw new AssertionError("no message was published within 20 seconds");
            }
            return letter;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a message", e);
        }
    }

    @Override
    public void close() {
        subscribers.forEach(subscriber -> subscriber.stopAsync().awaitTerminated());
        channel.shutdownNow();
        executor.shutdownNow();
    }

    private void open(String topic, TopicAdminClient topicAdmin, SubscriptionAdminClient subscriptions) {
        TopicName name = TopicName.of(settings.project(), topic);
        topicAdmin.createTopic(name);
        ProjectSubscriptionName subscription = ProjectSubscriptionName.of(settings.project(), topic);
        subscriptions.createSubscription(Subscription.newBuilder()
                .setName(subscription.toString())
                .setTopic(name.toString())
                .build());
        Subscriber subscriber = Subscriber.newBuilder(subscription, receiver(topic))
                .setChannelProvider(transport)
                .setCredentialsProvider(credentials)
                .setExecutorProvider(FixedExecutorProvider.create(executor))
                .setSystemExecutorProvider(FixedExecutorProvider.create(executor))
                .build();
        subscriber.startAsync().awaitRunning();
        subscribers.add(subscriber);
    }

    private MessageReceiver receiver(String topic) {
        return (PubsubMessage message, AckReplyConsumer reply) -> {
            letters.add(new Letter(topic, message));
            reply.ack();
        };
    }
}
