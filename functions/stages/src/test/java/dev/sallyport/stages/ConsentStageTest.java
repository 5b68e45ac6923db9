package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.resourcemanager.v3.Project;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import dev.sallyport.failure.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class ConsentStageTest {
    private static final String CLIENT = "123456789012-abcdef.apps.googleusercontent.com";
    private Lab lab;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
    }

    @Test
    void aProjectInAnOrganisationHasGooglesOwnClient() {
        assertThat(lab.run(ConsentStage.NAME).outputs()).containsEntry("client", "google-managed");
    }

    @Test
    void anOwnClientWhoseSecretIsStoredIsGoodEnough() {
        store();
        askForOwnClient();
        assertThat(lab.run(ConsentStage.NAME).outputs()).containsEntry("client", CLIENT);
    }

    @Test
    void aSecretThatIsNotThereIsRejectedWithTheRedirectUri() {
        askForOwnClient();
        assertThatThrownBy(() -> lab.run(ConsentStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy())
                                .contains(
                                        "https://iap.googleapis.com/v1/oauth/clientIds/" + CLIENT + ":handleRedirect"))
                .hasMessageContaining("secrets/client/versions/1, which is not there");
    }

    @Test
    void aSecretThatIsSwitchedOffIsRejected() {
        SecretVersion version = store();
        lab.clients().secrets().disableSecretVersion(version.getName());
        askForOwnClient();
        assertThatThrownBy(() -> lab.run(ConsentStage.NAME))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("DISABLED");
    }

    @Test
    void aProjectWithoutOrganisationIsRejectedWithWhatToDoByHand() throws Exception {
        String lone = "project-without-organisation";
        lab.clients()
                .resourceManager()
                .createProjectAsync(Project.newBuilder().setProjectId(lone).build())
                .get();
        lab.asking(request -> request.put("project", lone));

        assertThatThrownBy(() -> lab.run(ConsentStage.NAME))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy()).isEqualTo(ClientChecklist.forProject(lone)))
                .hasMessageContaining(lone + " belongs to no organisation");
    }

    @Test
    void theListOfWhatToDoByHandNamesEveryStep() {
        assertThat(ClientChecklist.forProject("lab-project").lines())
                .anyMatch(step -> step.contains("consent screen"))
                .anyMatch(step -> step.contains("type Web application"))
                .anyMatch(
                        step -> step.contains("https://iap.googleapis.com/v1/oauth/clientIds/CLIENT_ID:handleRedirect"))
                .anyMatch(step -> step.contains("gcloud secrets create"))
                .anyMatch(step -> step.contains("\"ownClient\""));
    }

    private SecretVersion store() {
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
        return lab.clients()
                .secrets()
                .addSecretVersion(
                        project + "/secrets/client",
                        SecretPayload.newBuilder()
                                .setData(ByteString.copyFromUtf8("secret"))
                                .build());
    }

    private void askForOwnClient() {
        lab.asking(request -> request.putObject("consent")
                .putObject("ownClient")
                .put("clientId", CLIENT)
                .put("clientSecret", "projects/" + lab.project() + "/secrets/client/versions/1"));
    }
}
