package dev.sallyport.intake;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.Topics;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.settings.Settings;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A project of Sallyport's with its topics, and what is published to them. */
final class Surroundings implements AutoCloseable {
    private final Settings settings;
    private final ChainRuntime runtime;
    private final SubscriptionAdminClient subscriptions;

    Surroundings(LocalCloud cloud, String project) throws IOException {
        this(cloud, project, Optional.empty());
    }

    Surroundings(LocalCloud cloud, String project, Optional<String> policy) throws IOException {
        settings = new Settings(project, Optional.of(cloud.apiEndpoint()), Optional.empty(), policy);
        runtime = ChainRuntime.of(settings);
        subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(plainText())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        try (TopicAdminClient topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(plainText())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build())) {
            open(Topics.DEAD_LETTERS, topics);
            open(Topics.PLANS, topics);
            open(Topics.LIFECYCLE, topics);
            Blueprint.protectedApplication().stages().forEach(stage -> open(Topics.of(stage), topics));
        }
    }

    ChainRuntime runtime() {
        return runtime;
    }

    /** The next message on a topic; waits for one as long as Pub/Sub lets a pull wait. */
    PubsubMessage next(String topic) {
        String subscription = ProjectSubscriptionName.format(settings.project(), topic);
        PullResponse received = subscriptions
                .pullCallable()
                .call(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(1)
                        .build());
        if (received.getReceivedMessagesCount() == 0) {
            throw new AssertionError("nothing was published to " + topic);
        }
        ReceivedMessage message = received.getReceivedMessages(0);
        subscriptions
                .acknowledgeCallable()
                .call(AcknowledgeRequest.newBuilder()
                        .setSubscription(subscription)
                        .addAckIds(message.getAckId())
                        .build());
        return message.getMessage();
    }

    static CloudEvent event(String messageId, byte[] data) {
        return rawEvent("""
                {"message": {"data": "%s", "messageId": "%s"}, "subscription": "projects/p/subscriptions/s"}
                """.formatted(Base64.getEncoder().encodeToString(data), messageId));
    }

    static CloudEvent event(String messageId, String data) {
        return event(messageId, data.getBytes(StandardCharsets.UTF_8));
    }

    static CloudEvent event(String messageId, String data, String published) {
        return rawEvent("""
                {"message": {"data": "%s", "messageId": "%s", "publishTime": "%s"},
                 "subscription": "projects/p/subscriptions/s"}
                """.formatted(
                Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)), messageId, published));
    }

    static CloudEvent rawEvent(String json) {
        return CloudEventBuilder.v1()
                .withId("event-1")
                .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/t"))
                .withType("google.cloud.pubsub.topic.v1.messagePublished")
                .withData("application/json", json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public void close() {
        runtime.close();
        subscriptions.close();
    }

    private void open(String topic, TopicAdminClient topics) {
        TopicName name = TopicName.of(settings.project(), topic);
        topics.createTopic(name);
        subscriptions.createSubscription(Subscription.newBuilder()
                .setName(ProjectSubscriptionName.format(settings.project(), topic))
                .setTopic(name.toString())
                .build());
    }

    private InstantiatingGrpcChannelProvider plainText() {
        return InstantiatingGrpcChannelProvider.newBuilder()
                .setEndpoint(settings.apiEndpoint().orElseThrow())
                .setChannelConfigurator(builder -> builder.usePlaintext())
                .build();
    }
}
