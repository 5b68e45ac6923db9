package dev.sallyport.local.pubsub;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pushes a subscription's messages to its endpoint, several at a time. The answers 102, 200, 201, 202 and 204
 * acknowledge (Google's page "Push subscriptions"); any other answer, none, or one after the ack deadline refuses. When
 * the endpoint refuses and the subscription has no retry policy, all its pushes pause for a {@link PushBackoff}.
 */
final class PushDelivery implements Consumer {
    private static final int MAXIMUM_IN_FLIGHT = 64;
    private static final long MAXIMUM_BATCH_BYTES = 10 << 20;
    private static final Set<Integer> ACKNOWLEDGING = Set.of(102, 200, 201, 202, 204);
    private static final WebClient CLIENT = WebClient.builder()
            .responseTimeoutMillis(0) // The ack deadline ends a push, by the cloud's clock.
            .writeTimeoutMillis(0)
            .maxResponseLength(0)
            .build();

    private final SubscriptionQueue subscription;
    private final CloudClock clock;
    private final PushFormat format;
    private final Usage usage;
    private final PushBackoff backoff = new PushBackoff();
    private final GatheredAcks accepted;
    private final Map<String, HttpResponse> inFlight = new ConcurrentHashMap<>();
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile boolean closed;

    PushDelivery(SubscriptionQueue subscription, Surroundings around) {
        this.subscription = subscription;
        this.clock = around.clock();
        this.usage = around.usage();
        this.format = PushFormat.of(subscription.resource(), around.identity());
        this.accepted = new GatheredAcks(clock.workers(), subscription::acknowledge);
    }

    @Override
    public int room() {
        boolean paused = closed || clock.instant().isBefore(pausedUntil);
        return paused ? 0 : MAXIMUM_IN_FLIGHT - inFlight.size();
    }

    @Override
    public long roomBytes() {
        return MAXIMUM_BATCH_BYTES;
    }

    @Override
    public Duration ackDeadline() {
        return Duration.ofSeconds(subscription.resource().getAckDeadlineSeconds());
    }

    /** Pushes go side by side, so that one would overtake another. */
    @Override
    public boolean keepsOrder() {
        return false;
    }

    @Override
    public void take(List<Lease> leases) {
        usage.add(leases.size(), "messages", "pushed");
        leases.forEach(this::push);
    }

    /** Ends a push whose ack deadline passed; an answered one is not in flight any more. */
    @Override
    public void released(Lease lease) {
        HttpResponse unanswered = inFlight.remove(lease.ackId());
        if (unanswered != null) {
            pause();
            unanswered.abort();
        }
    }

    @Override
    public boolean done() {
        return closed;
    }

    @Override
    public void close(StatusRuntimeException reason) {
        closed = true;
    }

    private void push(Lease lease) {
        String ackId = lease.ackId();
        PushAnswer answer = new PushAnswer();
        HttpResponse response = CLIENT.execute(format.request(lease.received()));
        inFlight.put(ackId, response);
        response.subscribe(answer);
        answer.status().thenAccept(status -> answered(ackId, status));
    }

    /** Called by the thread that the answer came on, which is not to wait for the subscription. */
    private void answered(String ackId, HttpStatus status) {
        if (inFlight.remove(ackId) == null) {
            return;
        }
        if (ACKNOWLEDGING.contains(status.code())) {
            backoff.reset();
            accepted.add(ackId);
        } else {
            clock.workers().execute(() -> refused(ackId));
        }
    }

    private void refused(String ackId) {
        pause();
        subscription.modifyAckDeadline(List.of(ackId), Duration.ZERO);
    }

    private synchronized void pause() {
        Instant now = clock.instant();
        if (!subscription.resource().hasRetryPolicy() && !now.isBefore(pausedUntil)) {
            Duration pause = backoff.next();
            pausedUntil = now.plus(pause);
            clock.schedule(pause, subscription::deliver);
        }
    }
}
