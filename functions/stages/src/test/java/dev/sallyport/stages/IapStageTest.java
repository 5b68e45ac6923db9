package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.cloud.compute.v1.BackendService;
import com.google.cloud.compute.v1.BackendServiceIAP;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import dev.sallyport.converge.Digest;
import dev.sallyport.deployment.Direction;
import dev.sallyport.failure.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class IapStageTest {
    private static final String CLIENT = "123456789012-abcdef.apps.googleusercontent.com";
    private static final String SECRET = "GOCSPX-not-for-logs";
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.runThrough(BackendStage.NAME);
    }

    @Test
    void theProxyIsSwitchedOnWithGooglesOwnClient() {
        assertThat(lab.run(IapStage.NAME).outputs()).containsExactly(entry("enabled", "true"));
        assertThat(iap().getEnabled()).isTrue();
        assertThat(iap().getOauth2ClientId()).isBlank();
    }

    @Test
    void theBackendServiceStaysTheSame() {
        long before = service().getId();
        lab.run(IapStage.NAME);
        assertThat(service().getId()).isEqualTo(before);
    }

    @Test
    void aSecondRunWritesNothing() {
        lab.run(IapStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(IapStage.NAME))).isEmpty();
    }

    @Test
    void theBackendStageHasNothingToPutRightAfterwards() {
        lab.run(IapStage.NAME);
        assertThat(lab.operationsOf(() -> lab.run(BackendStage.NAME))).isEmpty();
    }

    @Test
    void switchedOffByHandItIsSwitchedOnAgain() {
        lab.run(IapStage.NAME);
        ByHand.await(lab.clients()
                .backendServices()
                .patchAsync(
                        lab.project(),
                        "my-backend-service",
                        BackendService.newBuilder()
                                .setFingerprint(service().getFingerprint())
                                .setIap(BackendServiceIAP.newBuilder().setEnabled(false))
                                .build()));
        lab.run(IapStage.NAME);
        assertThat(iap().getEnabled()).isTrue();
    }

    @Test
    void anOwnClientsSecretComesFromSecretManagerAndOnlyItsDigestIsCompared() {
        withOwnClient();
        assertThat(lab.run(IapStage.NAME).outputs()).containsOnly(entry("enabled", "true"), entry("clientId", CLIENT));
        assertThat(iap().getOauth2ClientId()).isEqualTo(CLIENT);
        assertThat(iap().getOauth2ClientSecretSha256()).isEqualTo(Digest.of(SECRET));
        assertThat(lab.operationsOf(() -> lab.run(IapStage.NAME))).isEmpty();
    }

    @Test
    void theSecretIsInNoActionAndNoOutput() {
        withOwnClient();
        assertThat(lab.run(IapStage.NAME).toString()).doesNotContain(SECRET);
        assertThat(lab.deployment().started().toString()).doesNotContain(SECRET);
    }

    @Test
    void aPlanTellsOfAnotherClientAndKeepsItsSecret() {
        lab.run(IapStage.NAME);
        withOwnClient();
        assertThat(PlanLines.of(lab.plan(Direction.PROVISION)))
                .contains(
                        "~ backendServices/my-backend-service iap.oauth2ClientId:  -> " + CLIENT,
                        "~ backendServices/my-backend-service iap.oauth2ClientSecretSha256: (not shown) ->"
                                + " (not shown)");
        assertThat(lab.plan(Direction.PROVISION).toString()).doesNotContain(SECRET, Digest.of(SECRET));
    }

    @Test
    void goingBackToGooglesClientTakesTheOwnOneAway() {
        withOwnClient();
        lab.run(IapStage.NAME);
        lab.asking(request -> {});
        lab.run(IapStage.NAME);
        assertThat(iap().getEnabled()).isTrue();
        assertThat(iap().getOauth2ClientId()).isBlank();
    }

    @Test
    void aBackendServiceThatIsGoneIsNotMadeHere() {
        ByHand.await(lab.clients().backendServices().deleteAsync(lab.project(), "my-backend-service"));
        assertThatThrownBy(() -> lab.run(IapStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backendServices/my-backend-service is not there any more");
    }

    private void withOwnClient() {
        String project = "projects/" + lab.project();
        lab.clients()
                .secrets()
                .createSecret(
                        project,
                        "client",
                        Secret.newBuilder()
                                .setReplication(Replication.newBuilder()
                                        .setAutomatic(Replication.Automatic.getDefaultInstance()))
                                .build());
        lab.clients()
                .secrets()
                .addSecretVersion(
                        project + "/secrets/client",
                        SecretPayload.newBuilder()
                                .setData(ByteString.copyFromUtf8(SECRET + "\n"))
                                .build());
        lab.asking(request -> request.putObject("consent")
                .putObject("ownClient")
                .put("clientId", CLIENT)
                .put("clientSecret", project + "/secrets/client/versions/1"));
    }

    private BackendService service() {
        return lab.clients().backendServices().get(lab.project(), "my-backend-service");
    }

    private BackendServiceIAP iap() {
        return service().getIap();
    }
}
