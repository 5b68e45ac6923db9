package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.type.Expr;
import dev.sallyport.chain.StageResult;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
class AccessStageTest {
    private static final String ROLE = "roles/iap.httpsResourceAccessor";
    private static final Binding UNDER_CONDITION = Binding.newBuilder()
            .setRole("roles/iap.admin")
            .addMembers("user:admin@example.com")
            .setCondition(Expr.newBuilder()
                    .setTitle("office hours")
                    .setExpression("request.time < timestamp(\"2030-01-01T00:00:00Z\")"))
            .build();

    private Lab lab;
    private String prober;

    @BeforeEach
    void open(Lab fresh) {
        lab = fresh;
        lab.runThrough(BackendStage.NAME);
        prober = "serviceAccount:prober@" + lab.project() + ".iam.gserviceaccount.com";
    }

    @Test
    void thePrincipalsAndTheProbingAccountMayPass() {
        StageResult result = lab.run(AccessStage.NAME);
        assertThat(members()).containsExactlyInAnyOrder("user:alice@example.com", prober);
        assertThat(result.outputs()).containsEntry("principals", "user:alice@example.com," + prober);
    }

    @Test
    void theResourceIsNamedAsTheApiNamesIt() {
        StageResult result = lab.run(AccessStage.NAME);
        assertThat(result.outputs().get("resource"))
                .matches("projects/[0-9]+/iap_web/compute/services/[0-9]+")
                .endsWith("/" + lab.deployment().outputsOf(BackendStage.NAME).get("id"));
    }

    @Test
    void aSecondRunLeavesThePolicyUntouched() {
        lab.run(AccessStage.NAME);
        Policy before = policy();
        lab.run(AccessStage.NAME);
        assertThat(policy()).isEqualTo(before);
    }

    @Test
    void nobodyElseKeepsTheRole() {
        lab.run(AccessStage.NAME);
        write(policy().toBuilder()
                .addBindings(Binding.newBuilder().setRole(ROLE).addMembers("user:mallory@example.com"))
                .build());
        lab.run(AccessStage.NAME);
        assertThat(members()).containsExactlyInAnyOrder("user:alice@example.com", prober);
    }

    @Test
    void whereTheRequestIsAdditiveOthersStayAndOnlyWhatAnEarlierRequestGrantedGoes() {
        lab.run(AccessStage.NAME);
        write(policy().toBuilder()
                .addBindings(Binding.newBuilder().setRole(ROLE).addMembers("group:night-shift@example.com"))
                .build());

        lab.asking(request -> {
            request.put("access", "additive");
            request.putArray("principals").add("user:bob@example.com");
        });
        lab.run(AccessStage.NAME);

        assertThat(members())
                .containsExactlyInAnyOrder("user:bob@example.com", prober, "group:night-shift@example.com");
        Policy before = policy();
        lab.run(AccessStage.NAME);
        assertThat(policy()).isEqualTo(before);
    }

    @Test
    void whomAnAttemptLetInThatNeverGotDoneIsKnownAsOursAllTheSame() {
        lab.asking(request -> request.put("access", "additive"));
        lab.attempt(AccessStage.NAME);

        lab.asking(request -> {
            request.put("access", "additive");
            request.putArray("principals").add("user:bob@example.com");
        });
        lab.run(AccessStage.NAME);

        assertThat(members()).containsExactlyInAnyOrder("user:bob@example.com", prober);
    }

    @Test
    void aGuestMayPassUntilATimeAndIsTakenOutWithTheRequestThatNamesThemNoMore() {
        for (String access : List.of("authoritative", "additive")) {
            lab.asking(request -> {
                request.put("access", access);
                request.putArray("guests")
                        .addObject()
                        .put("principal", "user:sam@example.com")
                        .put("until", "2030-01-01T00:00:00Z");
            });
            lab.run(AccessStage.NAME);
            assertThat(policy().getBindingsList())
                    .filteredOn(binding -> binding.getMembersList().contains("user:sam@example.com"))
                    .singleElement()
                    .extracting(binding -> binding.getCondition().getExpression())
                    .isEqualTo("request.time < timestamp(\"2030-01-01T00:00:00Z\")");
            Policy before = policy();
            lab.run(AccessStage.NAME);
            assertThat(policy()).isEqualTo(before);

            lab.asking(request -> request.put("access", access));
            lab.run(AccessStage.NAME);
            assertThat(members()).containsExactlyInAnyOrder("user:alice@example.com", prober);
        }
    }

    @Test
    void otherRolesKeepTheirBindingsWithTheirConditions() {
        write(Policy.newBuilder().setVersion(3).addBindings(UNDER_CONDITION).build());
        lab.run(AccessStage.NAME);
        assertThat(policy().getBindingsList()).contains(UNDER_CONDITION);
        assertThat(members()).contains("user:alice@example.com");
    }

    @Test
    void aConditionOnAPrincipalIsLifted() {
        write(Policy.newBuilder()
                .setVersion(3)
                .addBindings(
                        UNDER_CONDITION.toBuilder().setRole(ROLE).clearMembers().addMembers("user:alice@example.com"))
                .build());
        lab.run(AccessStage.NAME);
        assertThat(policy().getBindingsList())
                .filteredOn(binding -> binding.getRole().equals(ROLE))
                .noneMatch(Binding::hasCondition);
    }

    @Test
    void theCaseOfAnAddressDoesNotMatter() {
        lab.run(AccessStage.NAME);
        Policy before = policy();
        lab.asking(request -> request.putArray("principals").add("user:Alice@Example.com"));
        lab.run(AccessStage.NAME);
        assertThat(policy()).isEqualTo(before);
    }

    @Test
    void aMemberThatSomebodyHasWrittenInAnotherCaseIsThePrincipal() {
        for (String access : List.of("authoritative", "additive")) {
            lab.asking(request -> request.put("access", access));
            write(Policy.newBuilder()
                    .addBindings(Binding.newBuilder()
                            .setRole(ROLE)
                            .addMembers("user:ALICE@Example.com")
                            .addMembers(prober))
                    .build());
            Policy before = policy();
            lab.run(AccessStage.NAME);
            assertThat(policy()).isEqualTo(before);
        }
    }

    @Test
    void aMemberThatWasDeletedIsNotThePrincipalOfTheSameAddress() {
        String deleted = "deleted:user:alice@example.com?uid=123";
        Policy withDeleted = Policy.newBuilder()
                .addBindings(Binding.newBuilder().setRole(ROLE).addMembers(deleted))
                .build();
        write(withDeleted);
        lab.run(AccessStage.NAME);
        assertThat(members()).containsExactlyInAnyOrder("user:alice@example.com", prober);

        write(withDeleted);
        lab.asking(request -> request.put("access", "additive"));
        lab.run(AccessStage.NAME);
        assertThat(members()).containsExactlyInAnyOrder("user:alice@example.com", prober, deleted);
    }

    @Test
    void byProjectNumberAndServiceIdItIsTheSameResourceAsByName() {
        String canonical = lab.run(AccessStage.NAME).outputs().get("resource");
        write(canonical, Policy.getDefaultInstance());
        assertThat(members()).isEmpty();
        lab.run(AccessStage.NAME);
        assertThat(policy(canonical)).isEqualTo(policy());
        assertThat(policy(canonical).getBindingsList()).isNotEmpty();
    }

    private Iterable<String> members() {
        return policy().getBindingsList().stream()
                .filter(binding -> binding.getRole().equals(ROLE))
                .flatMap(binding -> binding.getMembersList().stream())
                .toList();
    }

    private Policy policy() {
        return policy(resource());
    }

    private Policy policy(String resource) {
        return lab.clients()
                .iap()
                .getIamPolicy(GetIamPolicyRequest.newBuilder()
                        .setResource(resource)
                        .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(3))
                        .build());
    }

    private void write(Policy policy) {
        write(resource(), policy);
    }

    private void write(String resource, Policy policy) {
        lab.clients()
                .iap()
                .setIamPolicy(SetIamPolicyRequest.newBuilder()
                        .setResource(resource)
                        .setPolicy(policy)
                        .build());
    }

    private String resource() {
        return lab.iapResource();
    }
}
