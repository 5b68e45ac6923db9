package dev.sallyport.launcher;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.DeadLetterStore;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.FindingStore;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.google.TopicPublisher;
import dev.sallyport.local.watch.ExposureWatch;
import dev.sallyport.plan.Plans;
import dev.sallyport.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Sallyport at work in some cloud, and the clients through which anybody would use it: its topic and its database. */
abstract sealed class House implements AutoCloseable permits OwnHouse, RunningHouse, ProjectHouse {
    static final String REQUESTS = "sallyport-requests";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final InstantSource time;
    private final Firestore firestore;
    private final TopicPublisher publisher;

    /**
     * @param time by which the deployments' records are kept
     */
    House(Settings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.firestore = FirestoreConnection.open(settings);
        this.publisher = new TopicPublisher(settings);
    }

    /** Where it is, in words that people know it by. */
    abstract String place();

    /** From now on strangers try to get at a project's applications, until the watch is ended; where there are any. */
    abstract Optional<ExposureWatch> watchExposure(String watched);

    /** What to tell somebody who asked for something that this cloud did not do, or could not be asked for. */
    abstract RuntimeException explained(Retryable failure);

    /** The project that the functions are in. */
    final String project() {
        return settings.project();
    }

    final Deployments deployments() {
        return new Deployments(firestore, Blueprint.protectedApplication());
    }

    final Plans plans() {
        return new Plans(firestore, PATIENCE, settings.eventRetention());
    }

    final FindingStore findings() {
        return new FindingStore(firestore, PATIENCE, settings.eventRetention());
    }

    final DeadLetterStore deadLetters() {
        return new DeadLetterStore(firestore, PATIENCE, settings.eventRetention());
    }

    /**
     * A deployment that is there.
     *
     * @throws BadInput if there is none of that name
     */
    final Deployment deployment(String name) {
        return deployments().find(name).orElseThrow(() -> {
            String there = deployments().all().stream().map(Deployment::name).collect(joining(", "));
            return new BadInput(name + ": there is no such deployment in " + project() + " (expected: "
                    + (there.isEmpty() ? "one that was provisioned, and there is none yet" : "one of " + there) + ")");
        });
    }

    /** The time by which the deployments' records are kept. */
    final InstantSource time() {
        return time;
    }

    /** Publishes a request as it was written and returns its key: its own id or, without one, the message's. */
    final String publish(JsonNode request) {
        String message = publish(REQUESTS, request.toString().getBytes(StandardCharsets.UTF_8));
        return request.path("requestId").asText(message);
    }

    /** Publishes a message and returns its id. */
    final String publish(String topic, byte[] data) {
        return publisher.publish(topic, data, Map.of());
    }

    @Override
    public void close() {
        publisher.close();
        firestore.shutdownNow();
    }
}
