package dev.sallyport.local.pubsub;

import dev.sallyport.local.time.CloudClock;
import io.grpc.BindableService;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Google Cloud Pub/Sub in small: topics and subscriptions in memory, delivered by pull, streaming pull and push. Every
 * deadline, delay and retention runs by the {@link CloudClock}.
 *
 * <p>A push subscription whose endpoint carries {@code __GCP_CloudEventsMode=CE_PUBSUB_BINDING} in its query is
 * delivered as Eventarc delivers to a function. Pushes carry no OIDC token: an {@code oidc_token} is kept and shown,
 * but not acted on.
 *
 * <p>A server that hosts the {@linkplain #services() services} has to accept messages of 10 MiB and calls that stay
 * open: a pull may wait for 90 seconds and a streaming pull has no end.
 */
public final class PubSub implements AutoCloseable {
    private final Catalog catalog;
    private final List<BindableService> services;

    public PubSub(CloudClock clock) {
        this(clock, DeliveryFaults.none());
    }

    public PubSub(CloudClock clock, DeliveryFaults faults) {
        // Ids grow from run to run, so that a message id is never met twice.
        AtomicLong ids = new AtomicLong(clock.millis() * 1000);
        catalog = new Catalog(clock, faults, ids);
        services = List.of(new PublisherService(catalog), new SubscriberService(catalog, clock));
    }

    /** The Publisher and the Subscriber service, to be hosted by a gRPC server. */
    public List<BindableService> services() {
        return services;
    }

    /** Ends all deliveries; waiting pulls and streams fail with UNAVAILABLE. */
    @Override
    public void close() {
        catalog.close();
    }
}
