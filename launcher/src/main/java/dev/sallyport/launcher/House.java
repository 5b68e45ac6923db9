package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.local.HostedFunctions;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.PortInUseException;
import dev.sallyport.local.functions.FunctionsFile;
import dev.sallyport.local.functions.ModuleClassPath;
import dev.sallyport.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        this.settings = Settings.of(environment(cloud, project));
        this.firestore = FirestoreConnection.open(settings);
        this.publisher = new TopicPublisher(settings);
    }

    /**
     * What to start.
     *
     * @param root the checkout whose modules hold the functions
     * @param functions the list of functions
     * @param project the project the topics and the database are in
     * @param apiPort where the APIs are served; 0 for any free port
     * @param internetPort where the internet's proxy listens; 0 for any free port
     */
    record Plan(Path root, Path functions, String project, int apiPort, int internetPort, Latency latency) {}

    /**
     * Returns when the APIs and the functions serve.
     *
     * @throws BadInput if one of the ports has been taken
     */
    static House start(Plan plan) {
        HostedFunctions functions = new HostedFunctions(
                FunctionsFile.read(plan.functions),
                ModuleClassPath.inCheckout(plan.root),
                plan.project,
                cloud -> environment(cloud, plan.project));
        try {
            LocalCloud cloud = LocalCloud.builder()
                    .apiPort(plan.apiPort)
                    .internetPort(plan.internetPort)
                    .latency(plan.latency.ofOperations())
                    .functions(functions)
                    .start();
            return new House(cloud, plan.project);
        } catch (PortInUseException e) {
            throw new BadInput(e.getMessage());
        }
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

    private static Map<String, String> environment(LocalCloud cloud, String project) {
        return Map.of(
                "GOOGLE_CLOUD_PROJECT", project,
                "SALLYPORT_API_ENDPOINT", cloud.apiEndpoint(),
                "SALLYPORT_INTERNET_PROXY", cloud.internetProxy());
    }
}
