package dev.sallyport.local.iap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.iap.v1.IdentityAwareProxyOAuthServiceGrpc;
import com.google.cloud.iap.v1.ListBrandsRequest;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.type.Expr;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IapPolicyTest {
    private static final String SHOP = "projects/lab-project/iap_web/compute/services/shop";

    private IapLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new IapLab();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void nameAndIdAreOneResource() {
        lab.grant(SHOP, "user:alice@example.com");

        Policy byNumberAndId = policy(lab.canonical("iap_web/compute/services/71"));

        assertThat(byNumberAndId.getBindings(0).getMembersList()).containsExactly("user:alice@example.com");
    }

    @Test
    void aRegionalServiceIsAnotherResource() {
        lab.grant(SHOP, "user:alice@example.com");

        assertThat(policy("projects/lab-project/iap_web/compute-us-central1/services/shop")
                        .getBindingsList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/lab-project/iap_web/compute/services/absent",
                "projects/lab-project/iap_web/compute/services/99",
                "projects/lab-project/iap_web/compute-europe-west1/services/shop",
                "projects/lab-project/iap_web/forwarding_rule/services/absent",
                "projects/999/iap_web",
            })
    void whatIsNotThereIsNotFound(String resource) {
        assertThatThrownBy(() -> policy(resource)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab-project",
                "projects/lab-project",
                "projects/lab-project/iap_web/compute/services",
                "projects/lab-project/iap_web/compute/services/shop/x",
                "projects/lab-project/iap_tunnel",
                "organizations/1",
            })
    void whatCarriesNoPolicyIsRefused(String resource) {
        assertThatThrownBy(() -> policy(resource))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("is not an IAP resource");
    }

    @Test
    void aStaleEtagIsRefused() {
        Policy read = policy(SHOP);
        lab.grant(SHOP, "user:alice@example.com");

        assertThatThrownBy(() -> lab.client.setIamPolicy(SetIamPolicyRequest.newBuilder()
                        .setResource(SHOP)
                        .setPolicy(read)
                        .build()))
                .isInstanceOf(AbortedException.class);
    }

    @Test
    void permissionsAreTestedOnResourcesThatAreThere() {
        TestIamPermissionsRequest.Builder request =
                TestIamPermissionsRequest.newBuilder().addPermissions("iap.webServices.setIamPolicy");

        assertThat(lab.client
                        .testIamPermissions(request.setResource(SHOP).build())
                        .getPermissionsList())
                .containsExactly("iap.webServices.setIamPolicy");
        assertThatThrownBy(() -> lab.client.testIamPermissions(
                        request.setResource(SHOP + "x").build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void nobodyIsAdmittedBeforeAGrant() {
        assertThat(lab.admitted(lab.canonical("iap_web/compute/services/71"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, "projects/lab-project/iap_web/compute", "projects/lab-project/iap_web"})
    void aGrantAtAnyLevelAdmits(String resource) {
        lab.grant(resource, "group:app-users@example.com");

        assertThat(lab.admitted(lab.canonical("iap_web/compute/services/71")))
                .containsExactly("alice@example.com", "bob@example.com");
    }

    @Test
    void aGrantOnTheProjectAdmits() {
        Binding binding = Binding.newBuilder()
                .setRole(IapLab.ROLE)
                .addMembers("domain:example.com")
                .build();
        lab.projectPolicies.set(
                "projects/" + lab.project.number(),
                SetIamPolicyRequest.newBuilder()
                        .setPolicy(Policy.newBuilder().addBindings(binding))
                        .build());

        assertThat(lab.admitted(lab.canonical("iap_web/compute/services/71")))
                .containsExactly("alice@example.com", "bob@example.com", "carol@example.com");
    }

    @Test
    void aGrantOnAnotherServiceDoesNotAdmit() {
        lab.grant("projects/lab-project/iap_web/compute-us-central1/services/shop", "allUsers");
        lab.grant("projects/lab-project/iap_web/compute-us-central1", "allUsers");

        assertThat(lab.admitted(lab.canonical("iap_web/compute/services/71"))).isEmpty();
    }

    @Test
    void aConditionDecidesByPath() {
        Binding binding = Binding.newBuilder()
                .setRole(IapLab.ROLE)
                .addMembers("user:alice@example.com")
                .setCondition(Expr.newBuilder().setTitle("admin").setExpression("request.path.startsWith(\"/admin\")"))
                .build();
        lab.client.setIamPolicy(SetIamPolicyRequest.newBuilder()
                .setResource(SHOP)
                .setPolicy(Policy.newBuilder().setVersion(3).addBindings(binding))
                .build());
        String resource = lab.canonical("iap_web/compute/services/71");

        assertThat(lab.admits(resource, "alice@example.com", "/admin")).isTrue();
        assertThat(lab.admits(resource, "alice@example.com", "/")).isFalse();
    }

    @Test
    void theOAuthAdminApiIsTurnedOff() {
        var oauth = IdentityAwareProxyOAuthServiceGrpc.newBlockingStub(lab.services.channel());

        assertThatThrownBy(() -> oauth.listBrands(ListBrandsRequest.newBuilder()
                        .setParent("projects/lab-project")
                        .build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED))
                .hasMessageContaining("turned off on 19 March 2026");
    }

    private Policy policy(String resource) {
        return lab.client.getIamPolicy(
                GetIamPolicyRequest.newBuilder().setResource(resource).build());
    }
}
