package dev.sallyport.local.pubsub;

import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import dev.sallyport.local.time.CloudClock;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;

/** A unary pull: takes one batch, at once or as soon as there is a message, and is over. */
final class WaitingPull implements Consumer {
    /** How long Google's emulator waits, too. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private static final long MAXIMUM_BYTES = 8 << 20;

    private final ServerCallStreamObserver<PullResponse> observer;
    private final CloudClock clock;
    private final int maxMessages;
    private final Duration ackDeadline;
    private CloudClock.Scheduled timeout = () -> {};
    private boolean done;

    private WaitingPull(
            ServerCallStreamObserver<PullResponse> observer, CloudClock clock, int maxMessages, Duration ackDeadline) {
        this.observer = observer;
        this.clock = clock;
        this.maxMessages = maxMessages;
        this.ackDeadline = ackDeadline;
    }

    static void start(
            PullRequest request, Catalog catalog, CloudClock clock, ServerCallStreamObserver<PullResponse> observer) {
        try {
            SubscriptionQueue subscription = catalog.subscription(request.getSubscription());
            PubSubError.requireWithin("max_messages", request.getMaxMessages(), 1, Integer.MAX_VALUE);
            Duration ackDeadline = Duration.ofSeconds(subscription.resource().getAckDeadlineSeconds());
            WaitingPull pull = new WaitingPull(observer, clock, request.getMaxMessages(), ackDeadline);
            pull.start(subscription, returnImmediately(request));
        } catch (RuntimeException e) {
            observer.onError(UnaryCall.status(e));
        }
    }

    private void start(SubscriptionQueue subscription, boolean returnImmediately) {
        observer.setOnCancelHandler(() -> giveUp(subscription));
        subscription.join(this);
        if (returnImmediately) {
            giveUp(subscription);
        } else {
            limitWait(subscription);
        }
    }

    @SuppressWarnings("deprecation") // Google discourages the field, but honours it.
    private static boolean returnImmediately(PullRequest request) {
        return request.getReturnImmediately();
    }

    private synchronized void limitWait(SubscriptionQueue subscription) {
        if (!done) {
            timeout = clock.schedule(LONGEST_WAIT, () -> giveUp(subscription));
        }
    }

    private void giveUp(SubscriptionQueue subscription) {
        subscription.leave(this);
        finish(() -> answer(PullResponse.getDefaultInstance()));
    }

    @Override
    public synchronized int room() {
        return done || observer.isCancelled() ? 0 : maxMessages;
    }

    @Override
    public long roomBytes() {
        return MAXIMUM_BYTES;
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
        PullResponse.Builder response = PullResponse.newBuilder();
        leases.forEach(lease -> response.addReceivedMessages(lease.received()));
        finish(() -> answer(response.build()));
    }

    @Override
    public void released(Lease lease) {}

    @Override
    public synchronized boolean done() {
        return done;
    }

    @Override
    public void close(StatusRuntimeException reason) {
        finish(() -> observer.onError(reason));
    }

    private void answer(PullResponse response) {
        observer.onNext(response);
        observer.onCompleted();
    }

    private synchronized void finish(Runnable answer) {
        if (!done) {
            done = true;
            timeout.cancel();
            clock.workers().execute(answer);
        }
    }
}
