package dev.sallyport.chain;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.DeadLetterStore;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.FindingStore;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.plan.Plans;
import dev.sallyport.settings.Settings;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What the functions of the chain work with: the deployments' state, and the way to publish. */
public final class ChainRuntime implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChainRuntime.class.getName());

    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Firestore firestore;
    private final Deployments deployments;
    private final Plans plans;
    private final DeadLetterStore deadLetterStore;
    private final FindingStore findings;
    private final TopicPublisher publisher;
    private final LongSupplier nanoTime;

    private ChainRuntime(Settings settings, Blueprint blueprint, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        firestore = FirestoreConnection.open(settings);
        deployments = new Deployments(firestore, blueprint, patience(settings), settings.eventRetention());
        plans = new Plans(firestore, patience(settings), settings.eventRetention());
        deadLetterStore = new DeadLetterStore(firestore, patience(settings), settings.eventRetention());
        findings = new FindingStore(firestore, patience(settings), settings.eventRetention());
        publisher = new TopicPublisher(settings);
    }

    /** What the settings name; nothing is connected before it is used. */
    public static ChainRuntime of(Settings settings) {
        return of(settings, Blueprint.protectedApplication(), System::nanoTime);
    }

    /**
     * @param nanoTime measures how long an attempt has taken; only differences matter
     */
    static ChainRuntime of(Settings settings, Blueprint blueprint, LongSupplier nanoTime) {
        return new ChainRuntime(settings, blueprint, nanoTime);
    }

    public Settings settings() {
        return settings;
    }

    public Deployments deployments() {
        return deployments;
    }

    public Plans plans() {
        return plans;
    }

    public DeadLetterStore deadLetterStore() {
        return deadLetterStore;
    }

    public Checks checks() {
        return new Checks(publisher);
    }

    public FindingStore findings() {
        return findings;
    }

    public Announcer announcer() {
        return new Announcer(publisher);
    }

    public PlanRequests planRequests() {
        return new PlanRequests(publisher);
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(publisher);
    }

    /** Long enough for a slow answer, and short enough for the function to report that there was none. */
    private static Duration patience(Settings settings) {
        Duration half = settings.functionTimeout().dividedBy(2);
        return half.compareTo(MOST_PATIENCE) < 0 ? half : MOST_PATIENCE;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    @Override
    public void close() {
        publisher.close();
        try {
            firestore.shutdown();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Firestore did not close", e);
        }
    }
}
