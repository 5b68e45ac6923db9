package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** The local cloud with Sallyport's functions in another process, and the clients through which anybody would use them. */
final class RunningHouse implements AutoCloseable {
    private static final String REQUESTS = "sallyport-requests";

    private final String project;
    private final InstantSource time;
    private final Firestore firestore;
    private final TopicPublisher publisher;

    private RunningHouse(RunningCloud cloud, InstantSource machine) {
        project = cloud.project();
        Duration ahead = cloud.ahead();
        time = () -> machine.instant().plus(ahead);
        Settings settings = Settings.of(Map.of(
                "GOOGLE_CLOUD_PROJECT", cloud.project(),
                "SALLYPORT_API_ENDPOINT", cloud.apiEndpoint(),
                "SALLYPORT_INTERNET_PROXY", cloud.internetProxy()));
        firestore = FirestoreConnection.open(settings);
        publisher = new TopicPublisher(settings);
    }

    /**
     * @param machine the clock of this machine, which the cloud's may be ahead of
     * @throws NotRunning if there is no local cloud on the port, or none with functions
     */
    static RunningHouse on(int port, InstantSource machine) {
        String elsewhere = "--local http://127.0.0.1:PORT";
        RunningCloud cloud = RunningCloud.on(port, elsewhere);
        if (!cloud.functions().contains("intake")) {
            throw new NotRunning(port, "the local cloud there hosts none of Sallyport's functions", elsewhere);
        }
        return new RunningHouse(cloud, machine);
    }

    String project() {
        return project;
    }

    Deployments deployments() {
        return new Deployments(firestore, Blueprint.protectedApplication());
    }

    /** The time by which the deployments' records are kept. */
    InstantSource time() {
        return time;
    }

    /** Publishes a request and returns the message's id. */
    String publish(JsonNode request) {
        return publisher.publish(REQUESTS, request.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    @Override
    public void close() {
        publisher.close();
        firestore.shutdownNow();
    }
}
