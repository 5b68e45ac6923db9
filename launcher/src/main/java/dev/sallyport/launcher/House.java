package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/** The local cloud with Sallyport's functions in it, and the clients through which anybody would use them. */
final class House implements AutoCloseable {
    private static final String REQUESTS = "sallyport-requests";

    private final LocalCloud cloud;
    private final Settings settings;
    private final Firestore firestore;
    private final TopicPublisher publisher;

    private House(LocalCloud cloud, String project) {
        this.cloud = cloud;
        this.settings = Settings.of(CloudPlan.settings(cloud, project));
        this.firestore = FirestoreConnection.open(settings);
        this.publisher = new TopicPublisher(settings);
    }

    /**
     * Returns when the APIs and the functions serve.
     *
     * @throws BadInput if one of the ports has been taken
     */
    static House start(CloudPlan plan) {
        return new House(plan.start(), plan.project());
    }

    Deployments deployments() {
        return new Deployments(firestore, Blueprint.protectedApplication());
    }

    /** The time by which the deployments' records are kept. */
    InstantSource time() {
        return cloud.clock();
    }

    /** Publishes a request as it was written and returns the message's id. */
    String publish(JsonNode request) {
        return publisher.publish(REQUESTS, request.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    String project() {
        return settings.project();
    }

    /** Where each function answers, by name. */
    Map<String, URI> functions() {
        return cloud.functions();
    }

    /** From now on strangers try to get at the project's applications, until the watch is ended. */
    ExposureWatch watchExposure() {
        return cloud.watchExposure(settings.project());
    }

    String apiEndpoint() {
        return cloud.apiEndpoint();
    }

    String internetProxy() {
        return cloud.internetProxy();
    }

    /** Clients first, so that none is left talking to nobody. */
    @Override
    public void close() {
        publisher.close();
        firestore.shutdownNow();
        cloud.close();
    }
}
