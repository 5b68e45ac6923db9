package dev.sallyport.local.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.DetachSubscriptionResponse;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc.PublisherImplBase;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import io.grpc.stub.StreamObserver;

/** {@code google.pubsub.v1.Publisher}. Snapshots are left out: their methods answer UNIMPLEMENTED. */
final class PublisherService extends PublisherImplBase {
    private final Catalog catalog;

    PublisherService(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void createTopic(Topic request, StreamObserver<Topic> observer) {
        UnaryCall.answer(observer, () -> catalog.createTopic(TopicSettings.created(request)));
    }

    @Override
    public void updateTopic(UpdateTopicRequest request, StreamObserver<Topic> observer) {
        UnaryCall.answer(
                observer,
                () -> catalog.updateTopic(
                        request.getTopic().getName(), current -> TopicSettings.updated(current, request)));
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> observer) {
        UnaryCall.answer(observer, () -> {
            TopicFanout topic = catalog.topic(request.getTopic());
            PublishLimits.require(request);
            return PublishResponse.newBuilder()
                    .addAllMessageIds(topic.publish(request.getMessagesList()))
                    .build();
        });
    }

    @Override
    public void getTopic(GetTopicRequest request, StreamObserver<Topic> observer) {
        UnaryCall.answer(observer, () -> catalog.topic(request.getTopic()).resource());
    }

    @Override
    public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> observer) {
        UnaryCall.answer(observer, () -> {
            Page<TopicFanout> page =
                    catalog.topicsOf(request.getProject(), request.getPageSize(), request.getPageToken());
            return ListTopicsResponse.newBuilder()
                    .addAllTopics(
                            page.items().stream().map(TopicFanout::resource).toList())
                    .setNextPageToken(page.nextPageToken())
                    .build();
        });
    }

    @Override
    public void listTopicSubscriptions(
            ListTopicSubscriptionsRequest request, StreamObserver<ListTopicSubscriptionsResponse> observer) {
        UnaryCall.answer(observer, () -> {
            TopicFanout topic = catalog.topic(request.getTopic());
            Page<String> page = topic.subscriptionNames(request.getPageSize(), request.getPageToken());
            return ListTopicSubscriptionsResponse.newBuilder()
                    .addAllSubscriptions(page.items())
                    .setNextPageToken(page.nextPageToken())
                    .build();
        });
    }

    @Override
    public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> observer) {
        UnaryCall.answer(observer, () -> {
            catalog.deleteTopic(request.getTopic());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void detachSubscription(
            DetachSubscriptionRequest request, StreamObserver<DetachSubscriptionResponse> observer) {
        UnaryCall.answer(observer, () -> {
            catalog.detachSubscription(request.getSubscription());
            return DetachSubscriptionResponse.getDefaultInstance();
        });
    }
}
