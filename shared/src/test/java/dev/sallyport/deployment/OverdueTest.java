package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which stages the sweep announces, minute by minute. */
final class OverdueTest {
    private static final StageName WALL = new StageName("wall");
    private static final StageName DOOR = new StageName("door");
    private static final Blueprint BLUEPRINT = Blueprint.of(Map.of(WALL, List.of(), DOOR, List.of(WALL)));

    private StateCloud cloud;
    private Firestore firestore;
    private Deployments deployments;

    @BeforeEach
    void acceptOne() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, BLUEPRINT);
        RequestMessage now = RequestMessage.published("m1", cloud.clock().instant());
        deployments.accept(SomeRequest.of("web"), now);
    }

    @AfterEach
    void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void aStageThatIsReadyIsAnnouncedAgainAfterTwoMinutesAndThenLessAndLessOften() {
        assertThat(minutesAnnounced(20)).containsExactly(2, 4, 8, 9, 16, 17);
    }

    @Test
    void theTimeCountsFromTheEndOfTheStagesBefore() {
        cloud.clock().advance(Duration.ofMinutes(7));
        Claim.Granted claim = (Claim.Granted) deployments.claim("web", 1, WALL, "m", Duration.ofMinutes(1));
        deployments.complete(claim.attempt(), Map.of(), List.of());

        assertThat(minutesAnnounced(5)).containsExactly(2, 4);
    }

    @Test
    void aStageWhoseLeaseIsOverIsAnnouncedAtOnce() {
        deployments.claim("web", 1, WALL, "m", Duration.ofMinutes(1));
        assertThat(deployments.overdue()).isEmpty();

        cloud.clock().advance(Duration.ofSeconds(61));

        assertThat(deployments.overdue()).hasSize(1);
    }

    @Test
    void aStageThatWasPausedIsAnnouncedAsSoonAsThePauseIsOver() {
        Optional<Instant> until = Optional.of(cloud.clock().instant().plus(Duration.ofMinutes(1)));
        deployments.steer(new Request.Pause("web", "a freeze", until), RequestMessage.undated("m2"));
        assertThat(deployments.overdue()).isEmpty();

        cloud.clock().advance(Duration.ofSeconds(61));

        assertThat(deployments.overdue()).hasSize(1);
    }

    /** The minutes from now in which a sweep would announce something, if nothing else happened. */
    private List<Integer> minutesAnnounced(int minutes) {
        List<Integer> announced = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            if (!deployments.overdue().isEmpty()) {
                announced.add(minute);
            }
            cloud.clock().advance(Duration.ofMinutes(1));
        }
        return announced;
    }
}
