package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.StreamingPullResponse.AcknowledgeConfirmation;
import com.google.pubsub.v1.StreamingPullResponse.ModifyAckDeadlineConfirmation;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The deliveries on one stream, within its client's flow control. */
final class PullStream implements Consumer {
    private static final int MAXIMUM_BATCH = 1000;
    private static final long MAXIMUM_BATCH_BYTES = 1 << 20;

    private final PullStreamOutput output;
    private final SubscriptionQueue subscription;
    private final FlowControl limits;
    private final Set<String> held = new HashSet<>();
    private long heldBytes;
    private volatile Duration ackDeadline = Duration.ZERO;
    private boolean closed;

    PullStream(PullStreamOutput output, SubscriptionQueue subscription, FlowControl limits) {
        this.output = output;
        this.subscription = subscription;
        this.limits = limits;
    }

    void setAckDeadline(Duration deadline) {
        ackDeadline = deadline;
    }

    @Override
    public int room() {
        if (closed || !output.isReady()) {
            return 0;
        }
        return (int) Math.min(limits.maxMessages() - held.size(), MAXIMUM_BATCH);
    }

    @Override
    public long roomBytes() {
        return Math.min(limits.maxBytes() - heldBytes, MAXIMUM_BATCH_BYTES);
    }

    @Override
    public Duration ackDeadline() {
        return ackDeadline;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public void take(List<Lease> leases) {
        StreamingPullResponse.Builder response =
                StreamingPullResponse.newBuilder().setSubscriptionProperties(properties());
        for (Lease lease : leases) {
            held.add(lease.ackId());
            heldBytes += lease.bytes();
            response.addReceivedMessages(lease.received());
        }
        output.send(response.build());
    }

    @Override
    public void released(Lease lease) {
        if (held.remove(lease.ackId())) {
            heldBytes -= lease.bytes();
        }
    }

    @Override
    public boolean done() {
        return closed;
    }

    @Override
    public void close(StatusRuntimeException reason) {
        closed = true;
        output.fail(reason);
    }

    /** With exactly-once delivery on, tells the client which of its acknowledgements hold. */
    void confirmAcknowledged(AckOutcome outcome) {
        if (isExactlyOnce()) {
            output.send(StreamingPullResponse.newBuilder()
                    .setSubscriptionProperties(properties())
                    .setAcknowledgeConfirmation(AcknowledgeConfirmation.newBuilder()
                            .addAllAckIds(outcome.accepted())
                            .addAllInvalidAckIds(outcome.expired()))
                    .build());
        }
    }

    /** With exactly-once delivery on, tells the client which of its new ack deadlines hold. */
    void confirmModified(AckOutcome outcome) {
        if (isExactlyOnce()) {
            output.send(StreamingPullResponse.newBuilder()
                    .setSubscriptionProperties(properties())
                    .setModifyAckDeadlineConfirmation(ModifyAckDeadlineConfirmation.newBuilder()
                            .addAllAckIds(outcome.accepted())
                            .addAllInvalidAckIds(outcome.expired()))
                    .build());
        }
    }

    private boolean isExactlyOnce() {
        return subscription.resource().getEnableExactlyOnceDelivery();
    }

    private StreamingPullResponse.SubscriptionProperties properties() {
        Subscription settings = subscription.resource();
        return StreamingPullResponse.SubscriptionProperties.newBuilder()
                .setExactlyOnceDeliveryEnabled(settings.getEnableExactlyOnceDelivery())
                .setMessageOrderingEnabled(settings.getEnableMessageOrdering())
                .build();
    }
}
