package dev.sallyport.local.secretmanager;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsResponse;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc.SecretManagerServiceImplBase;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.Empty;
import dev.sallyport.local.grpc.Unary;
import dev.sallyport.local.iam.Policies;
import dev.sallyport.local.iam.PolicyCalls;
import dev.sallyport.local.iam.RoleNames;
import dev.sallyport.local.projects.Projects;
import dev.sallyport.local.state.Keeper;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;

/**
 * google.cloud.secretmanager.v1.SecretManagerService: global secrets and their versions. Updates, expiry, rotation,
 * aliases and regional secrets are absent.
 */
public final class SecretManager extends SecretManagerServiceImplBase {
    private final Secrets secrets;
    private final Policies policies;
    private final PolicyCalls policyCalls;

    public SecretManager(InstantSource clock, Projects projects) {
        this.secrets = new Secrets(clock, new SecretNames(projects), projects::idOf);
        this.policies = new Policies(clock, RoleNames.ofService("secretmanager"), "secret-policies", projects::idOf);
        this.policyCalls = new PolicyCalls(policies, this::canonicalName);
    }

    /** Keep the secrets and their policies. */
    public List<Keeper> keepers() {
        return List.of(secrets.keeper(), policies.keeper());
    }

    @Override
    public void createSecret(CreateSecretRequest request, StreamObserver<Secret> observer) {
        Unary.answer(observer, () -> secrets.create(request.getParent(), request.getSecretId(), request.getSecret()));
    }

    @Override
    public void getSecret(GetSecretRequest request, StreamObserver<Secret> observer) {
        Unary.answer(observer, () -> secrets.find(request.getName()).secret());
    }

    @Override
    public void listSecrets(ListSecretsRequest request, StreamObserver<ListSecretsResponse> observer) {
        Unary.answer(
                observer,
                () -> ListSecretsResponse.newBuilder()
                        .addAllSecrets(secrets.of(request.getParent()))
                        .setTotalSize(secrets.of(request.getParent()).size())
                        .build());
    }

    @Override
    public void deleteSecret(DeleteSecretRequest request, StreamObserver<Empty> observer) {
        Unary.answer(observer, () -> {
            policies.remove(secrets.delete(request.getName()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void addSecretVersion(AddSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
        Unary.answer(observer, () -> secrets.add(request.getParent(), request.getPayload()));
    }

    @Override
    public void accessSecretVersion(
            AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> observer) {
        Unary.answer(observer, () -> secrets.version(request.getName(), StoredSecret::access));
    }

    @Override
    public void getSecretVersion(GetSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
        Unary.answer(observer, () -> secrets.version(request.getName(), StoredSecret::version));
    }

    @Override
    public void listSecretVersions(
            ListSecretVersionsRequest request, StreamObserver<ListSecretVersionsResponse> observer) {
        Unary.answer(
                observer,
                () -> ListSecretVersionsResponse.newBuilder()
                        .addAllVersions(secrets.find(request.getParent()).newestFirst())
                        .build());
    }

    @Override
    public void enableSecretVersion(EnableSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
        change(request.getName(), State.ENABLED, observer);
    }

    @Override
    public void disableSecretVersion(DisableSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
        change(request.getName(), State.DISABLED, observer);
    }

    @Override
    public void destroySecretVersion(DestroySecretVersionRequest request, StreamObserver<SecretVersion> observer) {
        change(request.getName(), State.DESTROYED, observer);
    }

    @Override
    public void getIamPolicy(GetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.get(request, observer);
    }

    @Override
    public void setIamPolicy(SetIamPolicyRequest request, StreamObserver<Policy> observer) {
        policyCalls.set(request, observer);
    }

    @Override
    public void testIamPermissions(
            TestIamPermissionsRequest request, StreamObserver<TestIamPermissionsResponse> observer) {
        policyCalls.test(request, observer);
    }

    private void change(String version, State state, StreamObserver<SecretVersion> observer) {
        Unary.answer(observer, () -> secrets.change(version, state));
    }

    private String canonicalName(String name) {
        return secrets.find(name).secret().getName();
    }
}
