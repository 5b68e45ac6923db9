package dev.sallyport.local.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.SeekResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberImplBase;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.sallyport.local.time.CloudClock;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** {@code google.pubsub.v1.Subscriber}. Snapshots are left out: their methods answer UNIMPLEMENTED. */
final class SubscriberService extends SubscriberImplBase {
    private final Catalog catalog;
    private final CloudClock clock;

    SubscriberService(Catalog catalog, CloudClock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public void createSubscription(Subscription request, StreamObserver<Subscription> observer) {
        UnaryCall.answer(observer, () -> catalog.createSubscription(SubscriptionSettings.created(request)));
    }

    @Override
    public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> observer) {
        UnaryCall.answer(
                observer, () -> catalog.subscription(request.getSubscription()).resource());
    }

    @Override
    public void updateSubscription(UpdateSubscriptionRequest request, StreamObserver<Subscription> observer) {
        UnaryCall.answer(
                observer,
                () -> catalog.updateSubscription(
                        request.getSubscription().getName(),
                        current -> SubscriptionSettings.updated(current, request)));
    }

    @Override
    public void listSubscriptions(
            ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> observer) {
        UnaryCall.answer(observer, () -> {
            Page<SubscriptionQueue> page =
                    catalog.subscriptionsOf(request.getProject(), request.getPageSize(), request.getPageToken());
            return ListSubscriptionsResponse.newBuilder()
                    .addAllSubscriptions(page.items().stream()
                            .map(SubscriptionQueue::resource)
                            .toList())
                    .setNextPageToken(page.nextPageToken())
                    .build();
        });
    }

    @Override
    public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> observer) {
        UnaryCall.answer(observer, () -> {
            catalog.deleteSubscription(request.getSubscription());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> observer) {
        UnaryCall.answer(observer, () -> {
            catalog.updateSubscription(
                    request.getSubscription(),
                    current -> SubscriptionSettings.pushingTo(current, request.getPushConfig()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> observer) {
        UnaryCall.answer(observer, () -> {
            SubscriptionQueue subscription = catalog.subscription(request.getSubscription());
            return confirmed(subscription, subscription.acknowledge(request.getAckIdsList()));
        });
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> observer) {
        UnaryCall.answer(observer, () -> {
            SubscriptionQueue subscription = catalog.subscription(request.getSubscription());
            PubSubError.requireWithin("ack_deadline_seconds", request.getAckDeadlineSeconds(), 0, 600);
            Duration deadline = Duration.ofSeconds(request.getAckDeadlineSeconds());
            return confirmed(subscription, subscription.modifyAckDeadline(request.getAckIdsList(), deadline));
        });
    }

    @Override
    public void seek(SeekRequest request, StreamObserver<SeekResponse> observer) {
        UnaryCall.answer(observer, () -> {
            switch (request.getTargetCase()) {
                case TIME -> catalog.seek(request.getSubscription(), ProtoTime.instant(request.getTime()));
                case SNAPSHOT -> throw PubSubError.notEmulated("Seek to a snapshot");
                case TARGET_NOT_SET -> throw PubSubError.invalid("Seek needs a time or a snapshot.");
            }
            return SeekResponse.getDefaultInstance();
        });
    }

    /** Only with exactly-once delivery does anybody learn that an ack id came too late. */
    private static Empty confirmed(SubscriptionQueue subscription, AckOutcome outcome) {
        if (subscription.resource().getEnableExactlyOnceDelivery()
                && !outcome.expired().isEmpty()) {
            throw PubSubError.expiredAckIds(outcome.expired());
        }
        return Empty.getDefaultInstance();
    }

    @Override
    public void pull(PullRequest request, StreamObserver<PullResponse> observer) {
        WaitingPull.start(request, catalog, clock, (ServerCallStreamObserver<PullResponse>) observer);
    }

    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> observer) {
        return new StreamingPull(
                catalog, new PullStreamOutput((ServerCallStreamObserver<StreamingPullResponse>) observer, clock));
    }
}
