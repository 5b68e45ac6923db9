package dev.sallyport.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.protobuf.FieldMask;
import com.google.type.Expr;
import dev.sallyport.local.api.ApiException;
import io.grpc.Status.Code;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RESOURCE = "projects/1/iap_web";
    private static final String ROLE = "roles/iap.httpsResourceAccessor";
    private static final Expr ADMIN_ONLY = Expr.newBuilder()
            .setTitle("admin")
            .setExpression("request.path.startsWith('/admin')")
            .build();

    private final Policies policies = new Policies(() -> NOW, RoleNames.ofService("iap"));

    @Test
    void anUnsetPolicyIsEmptyWithAnEtag() {
        Policy policy = get(3);

        assertThat(policy.getBindingsList()).isEmpty();
        assertThat(policy.getEtag().toByteArray()).containsExactly(0, 0x20, 1);
    }

    @Test
    void aPolicyIsGivenBackAsItWasSet() {
        Policy set = set(policy(binding("user:alice@example.com", "group:ops@example.com")));

        assertThat(get(1)).isEqualTo(set);
        assertThat(set.getBindingsList()).containsExactly(binding("user:alice@example.com", "group:ops@example.com"));
        assertThat(set.getVersion()).isEqualTo(1);
    }

    @Test
    void everyChangeMakesANewEtag() {
        Policy first = set(policy(binding("user:alice@example.com")));
        Policy second = set(policy(binding("user:alice@example.com")));

        assertThat(second.getEtag()).isNotEqualTo(first.getEtag());
    }

    @Test
    void aStaleEtagIsRefusedAndChangesNothing() {
        Policy stale = get(3);
        Policy current = set(policy(binding("user:alice@example.com")));

        assertRefused(
                Code.ABORTED,
                "concurrent policy changes",
                () -> set(stale.toBuilder()
                        .addBindings(binding("user:bob@example.com"))
                        .build()));
        assertThat(get(3)).isEqualTo(current);
    }

    @Test
    void withoutAnEtagAPolicyOverwritesWhateverIsThere() {
        set(conditional().toBuilder().setVersion(3).build());

        set(policy(binding("user:bob@example.com")));

        assertThat(get(3).getBindingsList()).containsExactly(binding("user:bob@example.com"));
    }

    @Test
    void conditionsTakeVersion3() {
        assertRefused(
                Code.INVALID_ARGUMENT,
                "must specify version 3",
                () -> set(conditional().toBuilder().setVersion(1).build()));
    }

    @Test
    void aReadModifyWriteBelowVersion3CannotDropConditions() {
        Policy current = set(conditional());
        Policy withoutBindings =
                Policy.newBuilder().setVersion(1).setEtag(current.getEtag()).build();

        assertRefused(Code.INVALID_ARGUMENT, "specify version 3", () -> set(withoutBindings));
        assertThat(get(3)).isEqualTo(current);
    }

    @Test
    void readersBelowVersion3SeeThatABindingIsConditional() {
        set(conditional());

        Policy shown = get(1);

        assertThat(shown.getVersion()).isEqualTo(1);
        assertThat(shown.getBindings(0).hasCondition()).isFalse();
        assertThat(shown.getBindings(0).getRole()).matches(ROLE + "_withcond_[0-9a-f]{20}");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 4})
    void thereAreNoOtherVersions(int version) {
        assertRefused(Code.INVALID_ARGUMENT, "expected 0, 1 or 3", () -> get(version));
        assertRefused(
                Code.INVALID_ARGUMENT,
                "expected 0, 1 or 3",
                () -> set(Policy.newBuilder().setVersion(version).build()));
    }

    @Test
    void equalBindingsAreJoinedAndEmptyOnesDropped() {
        Policy set = set(policy(
                binding("user:alice@example.com"),
                binding("user:Alice@Example.com", "user:bob@example.com"),
                Binding.newBuilder().setRole("roles/iap.admin").build()));

        assertThat(set.getBindingsList()).containsExactly(binding("user:alice@example.com", "user:bob@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                "user:",
                "user:alice",
                "user:alice@",
                "group:",
                "domain:example",
                "domain:alice@example.com",
                "allusers",
                "allUsers:x",
                "person:alice@example.com",
                "",
            })
    void aMemberOfNoKnownFormIsRefused(String member) {
        assertRefused(Code.INVALID_ARGUMENT, "Invalid member '" + member + "'", () -> set(policy(binding(member))));
        assertThat(get(3).getBindingsList()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "principal://iam.googleapis.com/locations/global/workforcePools/p/subject/s",
                "principalSet://goog/public:all",
                "deleted:user:alice@example.com?uid=123",
                "serviceAccount:a@p.iam.gserviceaccount.com",
                "domain:example.com",
                "allUsers",
                "allAuthenticatedUsers",
            })
    void everyFormOfMemberIsKept(String member) {
        assertThat(set(policy(binding(member))).getBindings(0).getMembersList()).containsExactly(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles/compute.admin", "iap.httpsResourceAccessor", "roles/", ""})
    void aRoleOfAnotherServiceIsRefused(String role) {
        Binding binding =
                binding("user:alice@example.com").toBuilder().setRole(role).build();

        assertRefused(
                Code.INVALID_ARGUMENT,
                "Role " + role + " is not supported for this resource.",
                () -> set(policy(binding)));
    }

    @Test
    void aConditionThatDoesNotCompileIsRefused() {
        Binding binding = binding("user:alice@example.com").toBuilder()
                .setCondition(Expr.newBuilder().setTitle("broken").setExpression("request.path ="))
                .build();

        assertRefused(
                Code.INVALID_ARGUMENT,
                "The condition 'broken' of " + ROLE + " does not compile",
                () -> set(policy(binding).toBuilder().setVersion(3).build()));
    }

    @Test
    void aPolicyNamesAtMost1500Principals() {
        String[] members = IntStream.range(0, 1501)
                .mapToObj(i -> "user:u" + i + "@example.com")
                .toArray(String[]::new);

        assertRefused(Code.INVALID_ARGUMENT, "at most 1500", () -> set(policy(binding(members))));
    }

    @Test
    void aPolicyNamesAtMost250Groups() {
        String[] members = IntStream.range(0, 251)
                .mapToObj(i -> "group:g" + i + "@example.com")
                .toArray(String[]::new);

        assertRefused(Code.INVALID_ARGUMENT, "at most 250 groups", () -> set(policy(binding(members))));
    }

    @Test
    void aMaskLeavesTheRestAsItWas() {
        set(policy(binding("user:alice@example.com")));
        SetIamPolicyRequest auditOnly = SetIamPolicyRequest.newBuilder()
                .setPolicy(policy(binding("user:bob@example.com")))
                .setUpdateMask(FieldMask.newBuilder().addPaths("auditConfigs"))
                .build();

        policies.set(RESOURCE, auditOnly);

        assertThat(get(3).getBindingsList()).containsExactly(binding("user:alice@example.com"));
    }

    @Test
    void anUnknownMaskPathIsRefused() {
        SetIamPolicyRequest request = SetIamPolicyRequest.newBuilder()
                .setUpdateMask(FieldMask.newBuilder().addPaths("members"))
                .build();

        assertRefused(Code.INVALID_ARGUMENT, "updateMask: 'members'", () -> policies.set(RESOURCE, request));
    }

    @Test
    void wildcardPermissionsCannotBeTested() {
        TestIamPermissionsRequest request =
                TestIamPermissionsRequest.newBuilder().addPermissions("iap.*").build();

        assertRefused(Code.INVALID_ARGUMENT, "wildcards", () -> policies.test(request));
    }

    @ParameterizedTest
    @CsvSource({
        "user:alice@example.com, true",
        "user:ALICE@EXAMPLE.COM, true",
        "user:bob@example.com, false",
        "group:app-users@example.com, true",
        "group:admins@example.com, false",
        "domain:example.com, true",
        "domain:other.test, false",
        "serviceAccount:alice@example.com, false",
        "allUsers, true",
        "allAuthenticatedUsers, true",
    })
    void aMemberCoversAPerson(String member, boolean covered) {
        set(policy(binding(member)));

        assertThat(grants(Optional.of(new Person("alice@example.com", Optional.of("example.com"))), "/"))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "serviceAccount:robot@p.iam.gserviceaccount.com, true",
        "user:robot@p.iam.gserviceaccount.com, false",
        "domain:p.iam.gserviceaccount.com, false",
        "allAuthenticatedUsers, true",
    })
    void aMemberCoversAServiceAccount(String member, boolean covered) {
        set(policy(binding(member)));

        assertThat(grants(Optional.of(new Person("robot@p.iam.gserviceaccount.com", Optional.empty())), "/"))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({"allUsers, true", "allAuthenticatedUsers, false", "user:alice@example.com, false"})
    void aMemberCoversAStranger(String member, boolean covered) {
        set(policy(binding(member)));

        assertThat(grants(Optional.empty(), "/")).isEqualTo(covered);
    }

    @Test
    void aConditionalBindingGrantsWhereItsConditionHolds() {
        set(conditional());
        Optional<Person> alice = Optional.of(new Person("alice@example.com", Optional.empty()));

        assertThat(grants(alice, "/admin/x")).isTrue();
        assertThat(grants(alice, "/")).isFalse();
    }

    @Test
    void aRemovedPolicyGrantsNothing() {
        set(policy(binding("allUsers")));

        policies.remove(RESOURCE);

        assertThat(grants(Optional.empty(), "/")).isFalse();
    }

    private boolean grants(Optional<Person> caller, String path) {
        return policies.grants(RESOURCE, ROLE, new AccessRequest(caller, "app.example.com", path, NOW));
    }

    private Policy get(int version) {
        GetIamPolicyRequest.Builder request = GetIamPolicyRequest.newBuilder();
        request.getOptionsBuilder().setRequestedPolicyVersion(version);
        return policies.get(RESOURCE, request.build());
    }

    private Policy set(Policy policy) {
        return policies.set(
                RESOURCE, SetIamPolicyRequest.newBuilder().setPolicy(policy).build());
    }

    private static Policy conditional() {
        Binding binding = binding("user:alice@example.com").toBuilder()
                .setCondition(ADMIN_ONLY)
                .build();
        return policy(binding).toBuilder().setVersion(3).build();
    }

    private static Policy policy(Binding... bindings) {
        return Policy.newBuilder().addAllBindings(List.of(bindings)).build();
    }

    private static Binding binding(String... members) {
        return Binding.newBuilder()
                .setRole(ROLE)
                .addAllMembers(List.of(members))
                .build();
    }

    private static void assertRefused(Code code, String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private record Person(String email, Optional<String> hostedDomain) implements Principal {
        @Override
        public Set<String> groups() {
            return email.startsWith("alice") ? Set.of("app-users@example.com") : Set.of();
        }
    }
}
