package dev.sallyport.local.functions;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Makes topics, and the push subscriptions by which Eventarc hands their messages to functions. */
final class EventTriggers {
    /** What makes a push subscription one of Eventarc's: the message arrives as a CloudEvent. */
    /**
     * A policy without a time (cloud.google.com/pubsub/docs/subscription-properties#expiration): a topic to which nobody
     * publishes for a month still starts its function.
     */
    private static final ExpirationPolicy NEVER = ExpirationPolicy.getDefaultInstance();

    private static final String EVENTARC_MODE = "?__GCP_CloudEventsMode=CE_PUBSUB_BINDING";

    /** Pub/Sub's longest; a function that takes longer has its message delivered again meanwhile. */
    private static final Duration LONGEST_ACK_DEADLINE = Duration.ofSeconds(600);

    private static final Duration SHORTEST_ACK_DEADLINE = Duration.ofSeconds(10);

    private final PublisherBlockingStub publisher;
    private final SubscriberBlockingStub subscriber;
    private final String project;
    private final String region;

    EventTriggers(Channel api, String project, String region) {
        this.publisher = PublisherGrpc.newBlockingStub(api);
        this.subscriber = SubscriberGrpc.newBlockingStub(api);
        this.project = project;
        this.region = region;
    }

    /** A topic that is there already is left as it is. */
    void createTopic(String name) {
        try {
            publisher.createTopic(Topic.newBuilder().setName(topic(name)).build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /** Publishes what a job of Cloud Scheduler publishes that carries nothing. */
    void tick(String name) {
        publisher.publish(PublishRequest.newBuilder()
                .setTopic(topic(name))
                .addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("{}")))
                .build());
    }

    /** A subscription that is there already is pointed at the function. */
    void create(HostedFunction function, FunctionSpec.Topic trigger) {
        Subscription wanted = subscription(function, trigger);
        try {
            subscriber.createSubscription(wanted);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
            adopt(wanted);
        }
    }

    /** A subscription of an earlier run keeps its messages; where the function answers and how it is called is new. */
    private void adopt(Subscription wanted) {
        subscriber.updateSubscription(UpdateSubscriptionRequest.newBuilder()
                .setSubscription(wanted)
                .setUpdateMask(FieldMaskUtil.fromFieldNumbers(
                        Subscription.class,
                        Subscription.PUSH_CONFIG_FIELD_NUMBER,
                        Subscription.ACK_DEADLINE_SECONDS_FIELD_NUMBER,
                        Subscription.RETRY_POLICY_FIELD_NUMBER,
                        Subscription.DEAD_LETTER_POLICY_FIELD_NUMBER,
                        Subscription.EXPIRATION_POLICY_FIELD_NUMBER))
                .build());
    }

    private Subscription subscription(HostedFunction function, FunctionSpec.Topic trigger) {
        String name = "eventarc-" + region + "-" + function.spec().name() + "-sub";
        return Subscription.newBuilder()
                .setName("projects/" + project + "/subscriptions/" + name)
                .setTopic(topic(trigger.topic()))
                .setPushConfig(PushConfig.newBuilder().setPushEndpoint(function.uri() + EVENTARC_MODE))
                .setAckDeadlineSeconds(ackDeadline(function.spec().timeout()))
                .setRetryPolicy(retryPolicy(trigger.retry()))
                .setDeadLetterPolicy(deadLetterPolicy(trigger.deadLetter()))
                .setExpirationPolicy(NEVER)
                .build();
    }

    private static int ackDeadline(Duration timeout) {
        Duration atLeast = timeout.compareTo(SHORTEST_ACK_DEADLINE) < 0 ? SHORTEST_ACK_DEADLINE : timeout;
        Duration bounded = atLeast.compareTo(LONGEST_ACK_DEADLINE) > 0 ? LONGEST_ACK_DEADLINE : atLeast;
        return (int) bounded.toSeconds();
    }

    private static RetryPolicy retryPolicy(FunctionSpec.Retry retry) {
        return RetryPolicy.newBuilder()
                .setMinimumBackoff(Durations.fromSeconds(retry.minimumBackoff().toSeconds()))
                .setMaximumBackoff(Durations.fromSeconds(retry.maximumBackoff().toSeconds()))
                .build();
    }

    private DeadLetterPolicy deadLetterPolicy(FunctionSpec.DeadLetter deadLetter) {
        return DeadLetterPolicy.newBuilder()
                .setDeadLetterTopic(topic(deadLetter.topic()))
                .setMaxDeliveryAttempts(deadLetter.maxDeliveryAttempts())
                .build();
    }

    private String topic(String name) {
        return "projects/" + project + "/topics/" + name;
    }
}
