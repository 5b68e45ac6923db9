package dev.sallyport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.Firestore;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.failure.Rejected;
import dev.sallyport.google.FirestoreConnection;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.request.ProvisionRequest.Guest;
import dev.sallyport.request.Request;
import dev.sallyport.testing.SomeRequest;
import dev.sallyport.testing.StateCloud;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests to let somebody in, or not any more, make of what a deployment is to be like. */
final class GrantAndRevokeTest {
    private static final String SAM = "user:sam@example.com";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static StateCloud cloud;
    private static Firestore firestore;
    private static Deployments deployments;

    private final String name = "open-" + NAMES.incrementAndGet();
    private final AtomicInteger messages = new AtomicInteger();

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

    @BeforeEach
    void provisioned() {
        accept(SomeRequest.of(name));
    }

    @Test
    void aGrantIsTheNextGenerationWithThePrincipalLetIn() {
        accept(new Request.Grant(name, SAM, Optional.empty()));

        assertThat(deployments.find(name).orElseThrow().generation()).isEqualTo(2);
        assertThat(request().principals())
                .containsAll(SomeRequest.of(name).principals())
                .contains(SAM);
        assertThat(request().guests()).isEmpty();
    }

    @Test
    void aGrantForATimeMakesAGuestWhoIsForgottenAfterIt() {
        Instant until = inTwoHours();
        accept(new Request.Grant(name, SAM, Optional.of(until)));
        assertThat(request().guests()).containsExactly(new Guest(SAM, until));
        assertThat(request().principals()).isEqualTo(SomeRequest.of(name).principals());

        accept(new Request.Repair(name));
        assertThat(request().guests()).hasSize(1);

        cloud.clock().advance(Duration.ofHours(3));
        accept(new Request.Repair(name));
        assertThat(request().guests()).isEmpty();
    }

    @Test
    void theLastGrantOfTwoHolds() {
        Instant until = inTwoHours();
        accept(new Request.Grant(name, SAM, Optional.of(until)));
        accept(new Request.Grant(name, SAM, Optional.of(until.plusSeconds(60))));
        assertThat(request().guests()).containsExactly(new Guest(SAM, until.plusSeconds(60)));

        accept(new Request.Grant(name, SAM, Optional.empty()));
        assertThat(request().guests()).isEmpty();
        assertThat(request().principals()).contains(SAM);
    }

    @Test
    void aRevokeTakesAGuestOrAPrincipalOut() {
        accept(new Request.Grant(name, SAM, Optional.of(inTwoHours())));
        accept(new Request.Revoke(name, SAM));
        assertThat(request()).isEqualTo(SomeRequest.of(name));

        accept(new Request.Grant(name, SAM, Optional.empty()));
        accept(new Request.Revoke(name, SAM));
        assertThat(request()).isEqualTo(SomeRequest.of(name));
    }

    @Test
    void whatMakesNoSenseIsRejectedAndChangesNothing() {
        String alone = SomeRequest.of(name).principals().get(0);

        assertRejected(new Request.Grant(name, SAM, Optional.of(inTwoHours().minusSeconds(7201))), "over already");
        assertRejected(new Request.Grant(name, alone, Optional.of(inTwoHours())), "may pass for good already");
        assertRejected(new Request.Revoke(name, SAM), SAM + " is not let in");
        assertRejected(new Request.Revoke(name, alone), "is the only one who may pass for good");
        assertRejected(new Request.Grant("nobody", SAM, Optional.empty()), "there is no deployment nobody");
        assertThat(deployments.find(name).orElseThrow().generation()).isEqualTo(1);
    }

    private void assertRejected(Request.Converging request, String why) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> accept(request))
                .withMessageContaining(why);
    }

    private void accept(Request.Converging request) {
        deployments.accept(request, RequestMessage.undated(name + "-m" + messages.incrementAndGet()));
    }

    private ProvisionRequest request() {
        return deployments.find(name).orElseThrow().request();
    }

    private static Instant inTwoHours() {
        return cloud.clock().instant().plusSeconds(7200).truncatedTo(ChronoUnit.SECONDS);
    }
}
