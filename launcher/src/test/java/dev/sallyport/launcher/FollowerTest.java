package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.deployment.Deployment;
import dev.sallyport.deployment.Deployments;
import dev.sallyport.deployment.RequestMessage;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.launcher.progress.Progress;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.RequestReader;
import dev.sallyport.request.RequestReading.Accepted;
import dev.sallyport.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of waiting when somebody else asks for the same deployment meanwhile. No functions are at work here. */
class FollowerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static LocalCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    private final CompletableFuture<Deployment> shown = new CompletableFuture<>();
    private final Follower follower = new Follower(deployments, cloud.clock(), new FirstShown());

    @BeforeAll
    static void open() {
        cloud = LocalCloud.builder().apiPort(0).internetPort(0).start();
        firestore = FirestoreConnection.open(Settings.of(Map.of(
                "GOOGLE_CLOUD_PROJECT", "web-project",
                "SALLYPORT_API_ENDPOINT", cloud.apiEndpoint(),
                "SALLYPORT_INTERNET_PROXY", cloud.internetProxy())));
        deployments = new Deployments(firestore, Blueprint.protectedApplication());
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @AfterEach
    void stopFollowing() {
        follower.close();
    }

    @Test
    void aRequestThatIsSupersededWhileItIsFollowedEndsTheWaiting() {
        deployments.accept(request("watched"), RequestMessage.undated("ours"));
        CompletableFuture<Deployment> end = follower.follow("watched", "ours");
        assertThat(shown).succeedsWithin(PATIENCE);

        deployments.accept(request("watched"), RequestMessage.undated("theirs"));

        assertThat(end)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Superseded.class)
                .withMessage("generation 1 of watched was superseded by generation 2, for the request theirs;"
                        + " the deployment goes on under that");
    }

    @Test
    void aRequestThatWasSupersededBeforeItWasSeenEndsTheWaiting() {
        deployments.accept(request("unseen"), RequestMessage.undated("ours"));
        deployments.accept(request("unseen"), RequestMessage.undated("theirs"));

        assertThat(follower.follow("unseen", "ours"))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Superseded.class);
    }

    @Test
    void anOlderGenerationOnRecordIsNotTakenForTheOneThatIsWaitedFor() {
        deployments.accept(request("older"), RequestMessage.undated("theirs"));
        CompletableFuture<Deployment> end = follower.follow("older", "ours");

        deployments.accept(request("older"), RequestMessage.undated("ours"));

        assertThat(shown)
                .succeedsWithin(PATIENCE)
                .extracting(Deployment::generation)
                .isEqualTo(2L);
        assertThat(end).isNotDone();
    }

    private static ProvisionRequest request(String deployment) {
        String json = "{\"action\": \"provision\", \"deployment\": \"" + deployment
                + "\", \"project\": \"web-project\", \"principals\": [\"user:a@example.com\"]}";
        return (ProvisionRequest)
                ((Accepted) new RequestReader().read(json.getBytes(StandardCharsets.UTF_8))).request();
    }

    /** Keeps the first state that is shown. */
    private final class FirstShown implements Progress {
        @Override
        public void show(Deployment deployment, Instant now) {
            shown.complete(deployment);
        }

        @Override
        public void close() {
            // There is nothing to leave fit.
        }
    }
}
