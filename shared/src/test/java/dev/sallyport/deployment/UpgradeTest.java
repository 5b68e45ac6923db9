package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.failure.Retryable;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to deployments while one version of Sallyport takes the place of another. */
final class UpgradeTest {
    private static final StageName WALL = new StageName("wall");
    private static final StageName GUARD = new StageName("guard");
    private static final StageName DOOR = new StageName("door");

    private static final Blueprint PREVIOUS = blueprint(Map.entry(WALL, List.of()), Map.entry(DOOR, List.of(WALL)));
    private static final Blueprint NEXT =
            blueprint(Map.entry(WALL, List.of()), Map.entry(GUARD, List.of(WALL)), Map.entry(DOOR, List.of(GUARD)));

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments before;
    private static Deployments after;

    private final String name = "upgraded-" + NAMES.incrementAndGet();

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        before = new Deployments(firestore, PREVIOUS);
        after = new Deployments(firestore, NEXT);
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void aRunFinishesWithTheBlueprintItBeganWith() {
        accept(before, "m1");

        assertThat(complete(after, WALL)).isEqualTo(Set.of(DOOR));
        assertThat(complete(after, DOOR)).isEmpty();

        Deployment finished = after.find(name).orElseThrow();
        assertThat(finished.blueprint()).isEqualTo(PREVIOUS);
        assertThat(finished.phase()).isEqualTo(Phase.PROTECTED);
    }

    @Test
    void theNextRunGoesByTheNewBlueprintAndKnowsWhatWasDone() {
        accept(before, "m1");
        complete(before, WALL);
        complete(before, DOOR);

        accept(after, "m2");

        assertThat(after.find(name).orElseThrow().stages().keySet()).containsExactly(WALL, GUARD, DOOR);
        assertThat(after.find(name).orElseThrow().stage(WALL).outputs()).containsEntry("of", "wall");
        assertThat(complete(after, WALL)).isEqualTo(Set.of(GUARD));
    }

    @Test
    void aTeardownGoesBackwardsByTheBlueprintItBeganWith() {
        accept(before, "m1");
        complete(before, WALL);
        complete(before, DOOR);
        before.accept(new Request.Destroy(name), RequestMessage.undated("m2"));

        assertThat(complete(after, DOOR)).isEqualTo(Set.of(WALL));
        assertThat(complete(after, WALL)).isEmpty();
        assertThat(after.find(name).orElseThrow().phase()).isEqualTo(Phase.DESTROYED);
    }

    @Test
    void aDocumentOfTheFirstVersionIsBroughtUpToDate() throws Exception {
        accept(before, "m1");
        Deployment written = before.find(name).orElseThrow();
        document()
                .update(Map.of(
                        "version", FieldValue.delete(),
                        "blueprint", FieldValue.delete(),
                        "evidence", FieldValue.delete(),
                        "direction", FieldValue.delete(),
                        "acceptedRequest", FieldValue.delete(),
                        "acceptedMessage", "m1",
                        "stages.wall.idleMillis", FieldValue.delete(),
                        "stages.door.idleMillis", FieldValue.delete()))
                .get();

        assertThat(before.find(name)).contains(written);
        complete(before, WALL);
        assertThat(document().get().get().get("version")).isEqualTo(DocumentVersions.CURRENT);
        assertThat(document().get().get().get("acceptedRequest")).isEqualTo("m1");
    }

    @Test
    void aDocumentOfALaterVersionIsLeftToWhoeverWroteIt() throws Exception {
        accept(before, "m1");
        document().update("version", DocumentVersions.CURRENT + 1).get();

        assertThatThrownBy(() -> before.find(name))
                .isInstanceOf(Retryable.class)
                .hasMessageContaining(name + ".version is 3, which a later version of Sallyport wrote");
        assertThat(before.unattended())
                .noneMatch(found -> found.deployment().name().equals(name));
    }

    private void accept(Deployments deployments, String message) {
        deployments.accept(SomeRequest.of(name), RequestMessage.undated(message));
    }

    private Set<StageName> complete(Deployments deployments, StageName stage) {
        long generation = deployments.find(name).orElseThrow().generation();
        Claim.Granted claim =
                (Claim.Granted) deployments.claim(name, generation, stage, "message-" + stage, Duration.ofMinutes(1));
        return deployments.complete(claim.attempt(), Map.of("of", stage.value()), List.of());
    }

    private DocumentReference document() {
        return firestore.collection("deployments").document(name);
    }

    @SafeVarargs
    private static Blueprint blueprint(Map.Entry<StageName, List<StageName>>... stages) {
        Map<StageName, List<StageName>> predecessors = new LinkedHashMap<>();
        for (Map.Entry<StageName, List<StageName>> stage : stages) {
            predecessors.put(stage.getKey(), stage.getValue());
        }
        return Blueprint.of(predecessors);
    }
}
