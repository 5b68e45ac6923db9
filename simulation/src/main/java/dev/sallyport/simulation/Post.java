package dev.sallyport.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.sallyport.chain.Topics;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics of the chain, with a subscription each, and what is published to them. */
final class Post {
    private static final int MOST_MESSAGES = 1000;

    /** Whoever published has been answered, so that nothing is to be waited for. */
    private static final FieldDescriptor AT_ONCE = PullRequest.getDescriptor().findFieldByName("return_immediately");

    private final String project;
    private final Map<String, String> topicsByFunction = Functions.topics();
    private final PublisherGrpc.PublisherBlockingStub publisher;
    private final SubscriberGrpc.SubscriberBlockingStub subscriber;
    private final Set<String> published = new LinkedHashSet<>();

    Post(String project, Channel channel) {
        this.project = project;
        publisher = PublisherGrpc.newBlockingStub(channel);
        subscriber = SubscriberGrpc.newBlockingStub(channel);
    }

    /** A message, and the function that it is for. */
    record Arrival(String function, PubsubMessage message) {}

    void open() {
        topicsByFunction.values().stream().distinct().forEach(topic -> {
            publisher.createTopic(
                    Topic.newBuilder().setName(name("topics", topic)).build());
            subscriber.createSubscription(Subscription.newBuilder()
                    .setName(name("subscriptions", topic))
                    .setTopic(name("topics", topic))
                    .setAckDeadlineSeconds(600)
                    .build());
        });
        publisher.createTopic(
                Topic.newBuilder().setName(name("topics", Topics.LIFECYCLE)).build());
    }

    /** Nothing has been published yet. */
    void forget() {
        published.clear();
    }

    void publish(String topic, String text) {
        publisher.publish(PublishRequest.newBuilder()
                .setTopic(name("topics", topic))
                .addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)))
                .build());
        published.add(topic);
    }

    /** A function has published to a topic. */
    void noted(String topicName) {
        published.add(topicName.substring(topicName.lastIndexOf('/') + 1));
    }

    /** What has come since the last time, in an order that does not depend on threads. */
    List<Arrival> collect() {
        List<Arrival> arrivals = new ArrayList<>();
        topicsByFunction.forEach((function, topic) -> {
            if (published.contains(topic)) {
                pull(topic).stream()
                        .sorted((a, b) ->
                                a.getData().toStringUtf8().compareTo(b.getData().toStringUtf8()))
                        .forEach(message -> arrivals.add(new Arrival(function, message)));
            }
        });
        published.clear();
        return arrivals;
    }

    private List<PubsubMessage> pull(String topic) {
        List<ReceivedMessage> received = subscriber
                .pull(PullRequest.newBuilder()
                        .setSubscription(name("subscriptions", topic))
                        .setMaxMessages(MOST_MESSAGES)
                        .setField(AT_ONCE, true)
                        .build())
                .getReceivedMessagesList();
        if (!received.isEmpty()) {
            subscriber.acknowledge(AcknowledgeRequest.newBuilder()
                    .setSubscription(name("subscriptions", topic))
                    .addAllAckIds(
                            received.stream().map(ReceivedMessage::getAckId).toList())
                    .build());
        }
        return received.stream().map(ReceivedMessage::getMessage).toList();
    }

    private String name(String collection, String id) {
        return "projects/" + project + "/" + collection + "/" + id;
    }
}
