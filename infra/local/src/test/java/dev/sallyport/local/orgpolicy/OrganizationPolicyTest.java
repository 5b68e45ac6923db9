package dev.sallyport.local.orgpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.orgpolicy.v2.OrgPolicyClient;
import com.google.cloud.orgpolicy.v2.OrgPolicySettings;
import com.google.cloud.orgpolicy.v2.Policy;
import com.google.cloud.orgpolicy.v2.PolicySpec;
import com.google.cloud.orgpolicy.v2.PolicySpec.PolicyRule;
import com.google.cloud.orgpolicy.v2.PolicySpec.PolicyRule.StringValues;
import dev.sallyport.local.grpc.InProcess;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationPolicyTest {
    private static final String DOMAINS = "/policies/iam.allowedPolicyMemberDomains";
    private static final String OS_LOGIN = "/policies/compute.requireOsLogin";
    private static final String PROJECT = "projects/lab-project";

    private final Projects projects = new Projects();
    private InProcess services;
    private OrgPolicyClient client;

    @BeforeEach
    void start() throws IOException {
        services = InProcess.serving(List.of(new OrganizationPolicyService(InstantSource.system(), projects)));
        client = OrgPolicyClient.create(OrgPolicySettings.newBuilder()
                .setTransportChannelProvider(services.transport())
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        services.close();
    }

    @Test
    void whereNobodySetAPolicyEverythingIsAllowedAndNothingEnforced() {
        assertThat(client.getEffectivePolicy(PROJECT + DOMAINS).getSpec().getRulesList())
                .containsExactly(PolicyRule.newBuilder().setAllowAll(true).build());
        assertThat(client.getEffectivePolicy(PROJECT + OS_LOGIN).getSpec().getRulesList())
                .containsExactly(PolicyRule.newBuilder().setEnforce(false).build());
        assertThatThrownBy(() -> client.getPolicy(PROJECT + DOMAINS)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aProjectIsNamedByNumberInAnswers() {
        Policy made = set(PROJECT, DOMAINS, allowing("C01"));

        assertThat(made.getName())
                .isEqualTo("projects/" + projects.named("lab-project").number() + DOMAINS);
        assertThat(client.getPolicy(PROJECT + DOMAINS)).isEqualTo(made);
        assertThat(client.listPolicies(PROJECT).iterateAll()).containsExactly(made);
    }

    @Test
    void aProjectInheritsFromItsOrganisationUnlessItSaysOtherwise() {
        set(Projects.ORGANIZATION, DOMAINS, allowing("C01"));
        assertThat(allowed()).containsExactly("C01");

        Policy own = set(PROJECT, DOMAINS, allowing("C02"));
        assertThat(allowed()).containsExactly("C02");

        client.updatePolicy(own.toBuilder()
                .setSpec(own.getSpec().toBuilder().setInheritFromParent(true))
                .build());
        assertThat(allowed()).containsExactly("C01", "C02");
    }

    @Test
    void aResetIsTheDefaultAgain() {
        set(Projects.ORGANIZATION, OS_LOGIN, enforcing());
        assertThat(enforced()).isTrue();

        set(PROJECT, OS_LOGIN, PolicySpec.newBuilder().setReset(true).build());

        assertThat(enforced()).isFalse();
        client.deletePolicy(PROJECT + OS_LOGIN);
        assertThat(enforced()).isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        Policy made = set(PROJECT, OS_LOGIN, enforcing());

        assertThatThrownBy(() -> set(PROJECT, OS_LOGIN, enforcing())).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> set(PROJECT, DOMAINS, enforcing()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("expected: values, allowAll or denyAll");
        assertThatThrownBy(() -> client.getEffectivePolicy(PROJECT + "/policies/compute.unheardOf"))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.updatePolicy(made.toBuilder()
                        .setSpec(made.getSpec().toBuilder().setEtag("stale"))
                        .build()))
                .isInstanceOf(AbortedException.class);
    }

    private Policy set(String parent, String constraint, PolicySpec spec) {
        return client.createPolicy(
                parent,
                Policy.newBuilder().setName(parent + constraint).setSpec(spec).build());
    }

    private List<String> allowed() {
        return client.getEffectivePolicy(PROJECT + DOMAINS)
                .getSpec()
                .getRules(0)
                .getValues()
                .getAllowedValuesList();
    }

    private boolean enforced() {
        return client.getEffectivePolicy(PROJECT + OS_LOGIN)
                .getSpec()
                .getRules(0)
                .getEnforce();
    }

    private static PolicySpec allowing(String customer) {
        return PolicySpec.newBuilder()
                .addRules(PolicyRule.newBuilder()
                        .setValues(StringValues.newBuilder().addAllowedValues(customer)))
                .build();
    }

    private static PolicySpec enforcing() {
        return PolicySpec.newBuilder()
                .addRules(PolicyRule.newBuilder().setEnforce(true))
                .build();
    }
}
