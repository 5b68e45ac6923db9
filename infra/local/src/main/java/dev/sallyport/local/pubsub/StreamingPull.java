package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** What a client says on a stream: first which subscription it wants, then acknowledgements and new deadlines. */
final class StreamingPull implements StreamObserver<StreamingPullRequest> {
    private final Catalog catalog;
    private final PullStreamOutput output;
    private SubscriptionQueue subscription;
    private PullStream stream;

    StreamingPull(Catalog catalog, PullStreamOutput output) {
        this.catalog = catalog;
        this.output = output;
        output.onCancel(this::leave);
        output.onReady(this::deliver);
    }

    @Override
    public synchronized void onNext(StreamingPullRequest request) {
        try {
            if (stream == null) {
                open(request);
            } else {
                update(request);
            }
            applyAcknowledgements(request);
        } catch (RuntimeException e) {
            leave();
            output.fail(UnaryCall.status(e));
        }
    }

    @Override
    public void onError(Throwable cancelled) {
        leave();
    }

    @Override
    public void onCompleted() {
        leave();
        output.complete();
    }

    private void open(StreamingPullRequest request) {
        SubscriptionQueue wanted = catalog.subscription(request.getSubscription());
        requireStreamDeadline(request);
        stream = new PullStream(output, wanted, FlowControl.of(request));
        stream.setAckDeadline(Duration.ofSeconds(request.getStreamAckDeadlineSeconds()));
        subscription = wanted;
        subscription.join(stream);
    }

    private void update(StreamingPullRequest request) {
        if (!request.getSubscription().isEmpty()
                || request.getMaxOutstandingMessages() != 0
                || request.getMaxOutstandingBytes() != 0) {
            throw PubSubError.invalid("The subscription and the flow control settings can be set on the first request"
                    + " of a stream only.");
        }
        if (request.getStreamAckDeadlineSeconds() != 0) {
            requireStreamDeadline(request);
            stream.setAckDeadline(Duration.ofSeconds(request.getStreamAckDeadlineSeconds()));
        }
    }

    private void applyAcknowledgements(StreamingPullRequest request) {
        if (request.getAckIdsCount() > 0) {
            stream.confirmAcknowledged(subscription.acknowledge(request.getAckIdsList()));
        }
        if (request.getModifyDeadlineAckIdsCount() != request.getModifyDeadlineSecondsCount()) {
            throw PubSubError.invalid("modify_deadline_seconds has " + request.getModifyDeadlineSecondsCount()
                    + " values, but modify_deadline_ack_ids has " + request.getModifyDeadlineAckIdsCount() + ".");
        }
        for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
            int seconds = request.getModifyDeadlineSeconds(i);
            PubSubError.requireWithin("modify_deadline_seconds", seconds, 0, 600);
            stream.confirmModified(subscription.modifyAckDeadline(
                    request.getModifyDeadlineAckIdsList().subList(i, i + 1), Duration.ofSeconds(seconds)));
        }
    }

    private static void requireStreamDeadline(StreamingPullRequest request) {
        SubscriptionSettings.requireAckDeadline("stream_ack_deadline_seconds", request.getStreamAckDeadlineSeconds());
    }

    private synchronized void leave() {
        if (stream != null) {
            subscription.leave(stream);
        }
    }

    private synchronized void deliver() {
        if (stream != null) {
            subscription.deliver();
        }
    }
}
