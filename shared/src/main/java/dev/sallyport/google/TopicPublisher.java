package dev.sallyport.google;

import com.google.api.core.ApiFuture;
import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.sallyport.failure.Retryable;
import dev.sallyport.settings.Settings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Publishes to the project's topics. All topics share one channel and one executor, and a message counts as published
 * when Pub/Sub has given it an id: what is acknowledged afterwards can no longer be lost.
 */
public final class TopicPublisher implements AutoCloseable {
    /** Less than the shortest function has, so that a failure is still reported by the function itself. */
    private static final RetrySettings RETRIES = RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(100))
            .setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(5))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
            .setRpcTimeoutMultiplier(1)
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
            .setTotalTimeoutDuration(Duration.ofSeconds(30))
            .build();

    private final String project;
    private final CredentialsProvider credentials;
    private final ManagedChannel channel;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1, TopicPublisher::daemon);
    private final Map<String, Publisher> publishers = new HashMap<>();

    /** Connects when the first message is published. */
    public TopicPublisher(Settings settings) {
        project = settings.project();
        credentials = settings.apiEndpoint().isPresent()
                ? NoCredentialsProvider.create()
                : TopicAdminSettings.defaultCredentialsProviderBuilder().build();
        channel = channel(settings).build();
    }

    /** A message and where it goes. */
    public record Message(String topic, byte[] data, Map<String, String> attributes) {}

    /**
     * Publishes one message and waits for its id.
     *
     * @throws Retryable if Pub/Sub refuses it or cannot be reached
     */
    public String publish(String topic, byte[] data, Map<String, String> attributes) {
        return publish(List.of(new Message(topic, data, attributes))).get(0);
    }

    /**
     * Publishes messages side by side and waits for their ids, which are in the order of the messages.
     *
     * @throws Retryable if Pub/Sub refuses one or cannot be reached; others may have been published
     */
    public List<String> publish(Collection<Message> messages) {
        List<Publication> started = messages.stream().map(this::start).toList();
        return started.stream().map(Publication::id).toList();
    }

    @Override
    public synchronized void close() {
        publishers.values().forEach(Publisher::shutdown);
        publishers.clear();
        channel.shutdown();
        executor.shutdown();
    }

    private static ManagedChannelBuilder<?> channel(Settings settings) {
        return settings.apiEndpoint().isPresent()
                ? ManagedChannelBuilder.forTarget(settings.apiEndpoint().get()).usePlaintext()
                : ManagedChannelBuilder.forTarget(TopicAdminSettings.getDefaultEndpoint());
    }

    private Publication start(Message message) {
        PubsubMessage published = PubsubMessage.newBuilder()
                .setData(ByteString.copyFrom(message.data()))
                .putAllAttributes(message.attributes())
                .build();
        return new Publication(message.topic(), publisher(message.topic()).publish(published));
    }

    private synchronized Publisher publisher(String topic) {
        return publishers.computeIfAbsent(topic, this::open);
    }

    private Publisher open(String topic) {
        try {
            return Publisher.newBuilder(TopicName.of(project, topic))
                    .setChannelProvider(FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                    .setCredentialsProvider(credentials)
                    .setExecutorProvider(FixedExecutorProvider.create(executor))
                    .setBatchingSettings(
                            BatchingSettings.newBuilder().setIsEnabled(false).build())
                    .setRetrySettings(RETRIES)
                    .build();
        } catch (IOException e) {
            throw new Retryable("cannot publish to " + topic + ": " + e.getMessage(), e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "topic-publisher");
        thread.setDaemon(true);
        return thread;
    }

    /** A message on its way. */
    private record Publication(String topic, ApiFuture<String> sent) {
        String id() {
            try {
                return sent.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Retryable("interrupted while publishing to " + topic, e);
            } catch (ExecutionException e) {
                throw new Retryable(
                        "cannot publish to " + topic + ": " + e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
