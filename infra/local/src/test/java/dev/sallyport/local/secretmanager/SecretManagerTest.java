package dev.sallyport.local.secretmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.ByteString;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretManagerTest {
    private static final String PROJECT = "projects/lab-project";
    private static final String SECRET = PROJECT + "/secrets/client-secret";
    private static final Secret AUTOMATIC = Secret.newBuilder()
            .setReplication(Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
            .build();

    private final Projects projects = new Projects();
    private InProcess services;
    private SecretManagerServiceClient client;

    @BeforeEach
    void start() throws IOException {
        services = InProcess.serving(List.of(new SecretManager(InstantSource.system(), projects)));
        client = SecretManagerServiceClient.create(SecretManagerServiceSettings.newBuilder()
                .setTransportChannelProvider(services.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        client.createSecret(PROJECT, "client-secret", AUTOMATIC);
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    @Test
    void namesHaveTheProjectsNumber() {
        assertThat(client.getSecret(SECRET).getName())
                .isEqualTo("projects/" + projects.named("lab-project").number() + "/secrets/client-secret");
    }

    @Test
    void aSecretIsMadeOnce() {
        assertThatThrownBy(() -> client.createSecret(PROJECT, "client-secret", AUTOMATIC))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aSecretHasAReplicationPolicy() {
        assertThatThrownBy(() -> client.createSecret(PROJECT, "other", Secret.getDefaultInstance()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("replication");
    }

    @Test
    void theLatestVersionIsTheNewest() {
        add("one");
        add("two");

        assertThat(access("latest")).isEqualTo("two");
        assertThat(access("1")).isEqualTo("one");
        assertThat(client.listSecretVersions(SECRET).iterateAll())
                .extracting(version -> version.getName().replaceAll(".*/", ""))
                .containsExactly("2", "1");
    }

    @Test
    void aSecretWithoutVersionsHasNoLatest() {
        assertThatThrownBy(() -> access("latest"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("not found or has no versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET + "/versions/2", PROJECT + "/secrets/absent/versions/1"})
    void whatIsNotThereIsNotFound(String version) {
        add("one");

        assertThatThrownBy(() -> client.accessSecretVersion(version)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aDisabledVersionCannotBeAccessedUntilItIsEnabled() {
        SecretVersion version = add("one");

        client.disableSecretVersion(version.getName());

        assertThatThrownBy(() -> access("1"))
                .isInstanceOf(FailedPreconditionException.class)
                .hasMessageContaining("is in DISABLED state");
        client.enableSecretVersion(version.getName());
        assertThat(access("1")).isEqualTo("one");
    }

    @Test
    void aDestroyedVersionIsGoneForGood() {
        SecretVersion version = add("one");

        assertThat(client.destroySecretVersion(version.getName()).getState()).isEqualTo(State.DESTROYED);

        assertThatThrownBy(() -> access("1")).isInstanceOf(FailedPreconditionException.class);
        assertThatThrownBy(() -> client.enableSecretVersion(version.getName()))
                .isInstanceOf(FailedPreconditionException.class);
    }

    @Test
    void aWrongChecksumIsRefused() {
        SecretPayload payload = SecretPayload.newBuilder()
                .setData(ByteString.copyFromUtf8("one"))
                .setDataCrc32C(1)
                .build();

        assertThatThrownBy(() -> client.addSecretVersion(SECRET, payload)).isInstanceOf(InvalidArgumentException.class);
        assertThat(client.listSecretVersions(SECRET).iterateAll()).isEmpty();
    }

    @Test
    void secretsAreListedByProject() {
        client.createSecret("projects/another-project", "client-secret", AUTOMATIC);
        client.createSecret(PROJECT, "a-secret", AUTOMATIC);

        assertThat(client.listSecrets(PROJECT).iterateAll())
                .extracting(secret -> secret.getName().replaceAll(".*/", ""))
                .containsExactly("a-secret", "client-secret");
    }

    @Test
    void aDeletedSecretIsGone() {
        client.deleteSecret(SECRET);

        assertThatThrownBy(() -> client.getSecret(SECRET)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "projects/p/secrets/a b", "projects/p/locations/us/secrets/s"})
    void whatIsNoSecretNameIsRefused(String name) {
        assertThatThrownBy(() -> client.getSecret(name)).isInstanceOf(InvalidArgumentException.class);
    }

    private SecretVersion add(String secret) {
        return client.addSecretVersion(
                SECRET,
                SecretPayload.newBuilder()
                        .setData(ByteString.copyFromUtf8(secret))
                        .build());
    }

    private String access(String version) {
        return client.accessSecretVersion(SECRET + "/versions/" + version)
                .getPayload()
                .getData()
                .toStringUtf8();
    }
}
