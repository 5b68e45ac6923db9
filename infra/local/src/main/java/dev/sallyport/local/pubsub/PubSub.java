package dev.sallyport.local.pubsub;

import dev.sallyport.local.state.Journal;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.StateRecord;
import dev.sallyport.local.time.CloudClock;
import dev.sallyport.local.usage.Usage;
import io.grpc.BindableService;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Google Cloud Pub/Sub in small: topics and subscriptions, delivered by pull, streaming pull and push. Every deadline,
 * delay, retention and expiration runs by the {@link CloudClock}.
 *
 * <p>A push subscription whose endpoint carries {@code __GCP_CloudEventsMode=CE_PUBSUB_BINDING} in its query is
 * delivered as Eventarc delivers to a function. Pushes of subscriptions with an {@code oidc_token} carry a token of the
 * {@link PushIdentity}.
 *
 * <p>What was published and not acknowledged is kept, if there is a journal; with it are topics, subscriptions, how often
 * each message was delivered in vain, and what is retained for a seek. Who had a message when the process ended is not
 * kept: the message comes again.
 *
 * <p>A server that hosts the {@linkplain #services() services} has to accept messages of 10 MiB and calls that stay
 * open: a pull may wait for 90 seconds and a streaming pull has no end.
 */
public final class PubSub implements Keeper, AutoCloseable {
    private final Catalog catalog;
    private final Ledger ledger = new Ledger();
    private final Keeping keeping;
    private final List<BindableService> services;
    private volatile boolean delivering = true;

    public PubSub(CloudClock clock) {
        this(clock, DeliveryFaults.none(), PushIdentity.none(), new Usage());
    }

    /** @param usage counts the messages that are published and delivered */
    public PubSub(CloudClock clock, DeliveryFaults faults, PushIdentity identity, Usage usage) {
        // Ids grow from run to run, so that a message id is never met twice.
        AtomicLong ids = new AtomicLong(clock.millis() * 1000);
        Surroundings around = new Surroundings(clock, faults, identity, ledger, ids, usage);
        catalog = new Catalog(around);
        keeping = new Keeping(catalog, around);
        services = List.of(new PublisherService(catalog), new SubscriberService(catalog, clock));
    }

    /** The Publisher and the Subscriber service, to be hosted by a gRPC server. */
    public List<BindableService> services() {
        return services;
    }

    @Override
    public String name() {
        return "pubsub";
    }

    @Override
    public void load(Collection<StateRecord> records) {
        keeping.load(records);
    }

    /** From now on every change is written, and what was loaded is delivered unless that is for later. */
    @Override
    public void journal(Journal journal) {
        ledger.keepIn(journal);
        if (delivering) {
            keeping.resume();
        }
    }

    /** Leaves what will be loaded undelivered until {@link #resume}, for those that it is pushed to may have moved. */
    public void deliverLater() {
        delivering = false;
    }

    /** Delivers what was loaded. */
    public void resume() {
        delivering = true;
        keeping.resume();
    }

    @Override
    public Set<String> projects() {
        return keeping.projects();
    }

    @Override
    public List<StateRecord> records(String project) {
        return keeping.records(project);
    }

    /** Whoever is at a pull or a stream of the project is sent away with UNAVAILABLE, and may come back. */
    @Override
    public void replace(String project, Collection<StateRecord> records) {
        keeping.replace(project, records);
    }

    /** Ends all deliveries; waiting pulls and streams fail with UNAVAILABLE. */
    @Override
    public void close() {
        catalog.close();
    }
}
