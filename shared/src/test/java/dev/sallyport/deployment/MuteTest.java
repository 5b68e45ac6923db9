package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.failure.Rejected;
import dev.sallyport.finding.Mute;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What requests to mute a control leave on record. */
final class MuteTest {
    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;
    private static FindingStore findings;

    @BeforeAll
    static void open() {
        cloud = new StateCloud();
        firestore = FirestoreConnection.open(cloud.settings());
        deployments = new Deployments(firestore, Blueprint.protectedApplication());
        findings = new FindingStore(firestore, Duration.ofSeconds(30), Duration.ofDays(30));
    }

    @AfterAll
    static void close() {
        firestore.shutdownNow();
        cloud.close();
    }

    @Test
    void theSameRequestTwiceMutesOnceInTheNameOfTheFirst() {
        deployments.accept(SomeRequest.of("once"), RequestMessage.undated("m-once"));

        findings.mute(new Request.Mute("once", "drift", "tuning", END), asked("b-1", "anna"));
        findings.mute(new Request.Mute("once", "drift", "tuning", END), asked("b-1", "olga"));

        assertThat(findings.find("once").orElseThrow().mutes())
                .containsExactly(new Mute("drift", "anna", "tuning", END));
        assertThat(deployments.events("once"))
                .filteredOn(event -> event.kind() == Event.Kind.MUTED)
                .singleElement()
                .satisfies(event -> assertThat(event.who()).isEqualTo("anna"));
    }

    @Test
    void theIdOfAnotherRequestIsTaken() {
        deployments.accept(SomeRequest.of("taken"), RequestMessage.undated("m-taken"));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() ->
                        findings.mute(new Request.Mute("taken", "drift", "tuning", END), asked("m-taken", "anna")))
                .withMessageContaining("the request id m-taken is taken");
        assertThat(findings.find("taken")).isEmpty();
    }

    private static RequestMessage asked(String id, String who) {
        return new RequestMessage(id, who, "digest of a mute", Optional.empty());
    }
}
