package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.testing.FirestoreUse.Count;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each transition costs: documents read and written, the deployment's and its events'. */
final class FirestoreCostTest {
    private static final StageName FIREWALL = new StageName("firewall");
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, Blueprint.protectedApplication());
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void eachTransitionReadsAndWritesItsDocumentOnceAndTellsOfItInOneEvent() {
        assertThat(costOf(() -> accept("m1"))).isEqualTo(new Count(2, 2));
        assertThat(costOf(() -> accept("m1"))).as("a repeated request").isEqualTo(new Count(2, 0));

        Attempt[] attempt = new Attempt[1];
        assertThat(costOf(() -> attempt[0] = ((Claim.Granted) claim("d1")).attempt()))
                .isEqualTo(new Count(1, 2));
        assertThat(costOf(() -> claim("d2"))).as("a busy stage").isEqualTo(new Count(1, 0));
        assertThat(costOf(() -> deployments.operationsStarted(attempt[0], Map.of("a", "operations/1"))))
                .isEqualTo(new Count(1, 1));
        assertThat(costOf(() -> deployments.operationsEnded(attempt[0], List.of("a"))))
                .isEqualTo(new Count(1, 1));
        assertThat(costOf(() -> deployments.complete(attempt[0], Map.of(), List.of())))
                .isEqualTo(new Count(1, 2));
        assertThat(costOf(() -> claim("d1"))).as("a repeated message").isEqualTo(new Count(1, 0));
    }

    private static Count costOf(Runnable transition) {
        Count before = cloud.use().count();
        transition.run();
        return cloud.use().count().since(before);
    }

    private static void accept(String message) {
        deployments.accept(SomeRequest.of("web"), RequestMessage.undated(message));
    }

    private static Claim claim(String message) {
        return deployments.claim("web", 1, FIREWALL, message, LEASE);
    }
}
